# The running bot, without training and without root:
#   docker build -t text-classifier . && docker run --env-file .env -v bot-data:/app/data text-classifier
FROM python:3.13-slim-trixie AS build
COPY requirements.txt /
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --no-compile --require-hashes -r /requirements.txt \
    && /venv/bin/pip uninstall --yes pip
# What the bot never calls: the libraries' own tests, headers and stubs, LiteRT's GPU and phone parts,
# the AVIF codec, the names of emoji in languages that Slack does not use for them.
WORKDIR /venv/lib/python3.13/site-packages
RUN find . -name tests -type d -prune -exec rm -rf {} + \
    && find . \( -name '*.h' -o -name '*.pyi' -o -name '*.pxd' -o -name '*.c' \) -delete \
    && rm -rf ai_edge_litert/libLiteRtWebGpuAccelerator.so ai_edge_litert/tools \
        ai_edge_litert/vendors PIL/_avif*.so pillow.libs/libavif* emoji/unicode_codes/emoji_*.json

FROM python:3.13-slim-trixie
RUN useradd --uid 10001 --create-home bot && install --directory --owner=bot /app/data
WORKDIR /app
COPY --from=build /venv /venv
COPY LICENSE NOTICE.md manifest.yaml ./
COPY classifier classifier
COPY bot bot
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1
USER 10001
VOLUME /app/data
# The Procfile's other processes: docker run … gunicorn …, docker run … python -m bot worker
CMD ["python", "-m", "bot"]
