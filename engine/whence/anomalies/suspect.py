"""What a search hands on: an anomaly that is proved, and how rules must end for the patient who is to show it."""

from __future__ import annotations

from dataclasses import dataclass

from whence.anomalies.anomaly import Anomaly
from whence.anomalies.smallest import Wanted


@dataclass(frozen=True, slots=True)
class Suspect:
    """`wanted` None: there is nobody to be shown. `among` names the group whose people the patient belongs to."""

    anomaly: Anomaly
    wanted: Wanted | None = None
    among: tuple[str, str] | None = None
