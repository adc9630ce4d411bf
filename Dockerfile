# The running bot, without training and without root:
#   docker build -t text-classifier . && docker run --env-file .env -v bot-data:/app/data text-classifier
FROM python:3.13-slim-trixie AS build
COPY requirements.txt /
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --no-compile --require-hashes -r /requirements.txt \
    && /venv/bin/pip uninstall --yes pip
# What the bot never calls: the libraries' own tests, LiteRT's GPU and phone parts.
RUN find /venv -name tests -type d -prune -exec rm -rf {} + \
    && rm -rf /venv/lib/python3.13/site-packages/ai_edge_litert/libLiteRtWebGpuAccelerator.so \
        /venv/lib/python3.13/site-packages/ai_edge_litert/tools \
        /venv/lib/python3.13/site-packages/ai_edge_litert/vendors

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
