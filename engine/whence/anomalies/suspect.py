"""What a search hands on: an anomaly that is proved, and how rules must end for the patient who is to show it."""

from __future__ import annotations

from whence.anomalies.anomaly import Anomaly
from whence.anomalies.smallest import Wanted
from whence.values.struct import Struct


class Suspect(Struct, frozen=True):
    """`wanted` None: there is nobody to be shown. `among` names the group whose people the patient belongs to."""

    anomaly: Anomaly
    wanted: Wanted | None = None
    among: tuple[str, str] | None = None
