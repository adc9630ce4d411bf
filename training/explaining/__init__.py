"""Which pieces decided? The network's own contributions beside the field's explainers, measured.

text_network.py holds a network as the explainers see it; own.py, attention.py, gradients.py and
deletion.py explain; eraser.py and content_words.py judge the explanations.
"""
