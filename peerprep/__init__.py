"""peerprep: practice for certification exams of peer recovery and peer support workers."""

__version__ = "0.1.0"
