"""Proper scores, beside the market."""

from tocsin.scoring.calibration import CalibrationBin, calibration, wilson_interval
from tocsin.scoring.resolutions import score_resolutions
from tocsin.scoring.scores import baseline_score, brier, log_score
from tocsin.scoring.sheet import ScoredQuestion, ScoreSheet

__all__ = [
    "CalibrationBin",
    "ScoreSheet",
    "ScoredQuestion",
    "baseline_score",
    "brier",
    "calibration",
    "log_score",
    "score_resolutions",
    "wilson_interval",
]
