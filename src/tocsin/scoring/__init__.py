"""Proper scores, beside the market."""

from tocsin.scoring.calibration import CalibrationBin, calibration, wilson_interval
from tocsin.scoring.resolutions import Decided, decided_questions, score_resolutions, standing_forecasts
from tocsin.scoring.scores import baseline_score, brier, log_score
from tocsin.scoring.sheet import ScoredQuestion, ScoreSheet

__all__ = [
    "CalibrationBin",
    "Decided",
    "ScoreSheet",
    "ScoredQuestion",
    "baseline_score",
    "brier",
    "calibration",
    "decided_questions",
    "log_score",
    "score_resolutions",
    "standing_forecasts",
    "wilson_interval",
]
