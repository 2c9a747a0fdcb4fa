"""Positions of sun and moon, and the Hindu lunisolar calendar read off them.

Longitudes are the main terms of the theories in J. Meeus, *Astronomical Algorithms* (2nd ed., chapters 25 and 47),
good to about 0.02°, that is about two minutes of a tithi. The calendar is the amānta one:
a month runs from new moon to new moon, and bears the name of the sidereal sign that the sun enters within it;
one without such an entry is intercalary (adhika). Signs are counted with the Lahiri ayanāṁśa, as the Indian
almanacs do since the Calendar Reform Committee of 1955. A tithi is a twelfth of a sign of the moon's lead.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from math import acos, asin, cos, degrees, floor, radians, sin, tan

Place = tuple[float, float]  # degrees north and east
PLACE: Place = (17.0, 80.0)
ZONE_DAYS = 5.5 / 24
J2000 = 2451545.0
ORDINAL_JD = 1721424.5
SYNODIC = 29.530588861
# periodic terms of the moon's longitude: multiples of D, M, M', F and the coefficient in 1e-6 degrees
_MOON = (
    (0, 0, 1, 0, 6288774), (2, 0, -1, 0, 1274027), (2, 0, 0, 0, 658314), (0, 0, 2, 0, 213618), (0, 1, 0, 0, -185116),
    (0, 0, 0, 2, -114332), (2, 0, -2, 0, 58793), (2, -1, -1, 0, 57066), (2, 0, 1, 0, 53322), (2, -1, 0, 0, 45758),
    (0, 1, -1, 0, -40923), (1, 0, 0, 0, -34720), (0, 1, 1, 0, -30383), (2, 0, 0, -2, 15327), (0, 0, 1, 2, -12528),
    (0, 0, 1, -2, 10980), (4, 0, -1, 0, 10675), (0, 0, 3, 0, 10034), (4, 0, -2, 0, 8548), (2, 1, -1, 0, -7888),
    (2, 1, 0, 0, -6766), (1, 0, -1, 0, -5163), (1, 1, 0, 0, 4987), (2, -1, 1, 0, 4036), (2, 0, 2, 0, 3994),
    (4, 0, 0, 0, 3861), (2, 0, -3, 0, 3665), (0, 1, -2, 0, -2689), (2, 0, -1, 2, -2602), (2, -1, -2, 0, 2390),
    (1, 0, 1, 0, -2348), (2, -2, 0, 0, 2236), (0, 1, 2, 0, -2120), (0, 2, 0, 0, -2069), (2, -2, -1, 0, 2048),
)  # fmt: skip


def julian(day: date, hours: float) -> float:
    """The Julian day of a local clock time (Indian standard time), in dynamical time.

    >>> julian(date(2000, 1, 1), 17.5)  # noon in Greenwich, 64 seconds of ΔT
    2451545.00074...
    """
    t = (day.toordinal() - 730120) / 36525
    delta = (64 + 59 * t) / 86400 if t > 0 else (64 + 70 * t) / 86400
    return day.toordinal() + ORDINAL_JD - ZONE_DAYS + hours / 24 + delta


def sun_longitude(jd: float) -> float:
    """Apparent tropical longitude of the sun, in degrees."""
    t = (jd - J2000) / 36525
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t
    anomaly = radians(357.52911 + 35999.05029 * t - 0.0001537 * t * t)
    centre = (
        (1.914602 - 0.004817 * t) * sin(anomaly)
        + (0.019993 - 0.000101 * t) * sin(2 * anomaly)
        + 0.000289 * sin(3 * anomaly)
    )
    node = radians(125.04 - 1934.136 * t)
    return (mean + centre - 0.00569 - 0.00478 * sin(node)) % 360


def moon_longitude(jd: float) -> float:
    """Apparent tropical longitude of the moon, in degrees."""
    t = (jd - J2000) / 36525
    mean = 218.3164477 + 481267.88123421 * t - 0.0015786 * t * t
    elongation = radians(297.8501921 + 445267.1114034 * t - 0.0018819 * t * t)
    sun = radians(357.5291092 + 35999.0502909 * t - 0.0001536 * t * t)
    moon = radians(134.9633964 + 477198.8675055 * t + 0.0087414 * t * t)
    node = radians(93.2720950 + 483202.0175233 * t - 0.0036539 * t * t)
    e = 1 - 0.002516 * t
    total = 0.0
    for d, m, m2, f, size in _MOON:
        total += size * (e ** abs(m)) * sin(d * elongation + m * sun + m2 * moon + f * node)
    total += 3958 * sin(radians(119.75 + 131.849 * t)) + 1962 * sin(radians(mean) - node)
    ascending = radians(125.04 - 1934.136 * t)
    return (mean + total / 1e6 - 0.00478 * sin(ascending)) % 360


def ayanamsa(jd: float) -> float:
    """The Lahiri ayanāṁśa in degrees: 23.853° at J2000, growing with the precession."""
    t = (jd - J2000) / 36525
    return 23.85306 + 1.39722 * t + 0.00031 * t * t


def tithi(jd: float) -> int:
    """The lunar day at a moment, 1–30 (15 full moon, 30 new moon)."""
    return floor(((moon_longitude(jd) - sun_longitude(jd)) % 360) / 12) + 1


def sun_times(day: date, place: Place = PLACE) -> tuple[float, float]:
    """Sunrise and sunset at a place in hours of Indian standard time, with refraction (altitude -50')."""
    latitude, east = place
    longitude = radians(sun_longitude(julian(day, 12)))
    tilt = radians(23.4393)
    declination = asin(sin(tilt) * sin(longitude))
    t = (julian(day, 12) - J2000) / 36525
    mean, anomaly = radians((280.46646 + 36000.76983 * t) % 360), radians(357.52911 + 35999.05029 * t)
    y, e = tan(tilt / 2) ** 2, 0.016708634
    equation = 4 * degrees(
        y * sin(2 * mean) - 2 * e * sin(anomaly) + 4 * e * y * sin(anomaly) * cos(2 * mean)
    )
    half = degrees(
        acos(
            (sin(radians(-0.833)) - sin(radians(latitude)) * sin(declination))
            / (cos(radians(latitude)) * cos(declination))
        )
    )
    noon = 12 + (82.5 - east) / 15 - equation / 60
    return noon - half / 15, noon + half / 15


@lru_cache(maxsize=4096)
def new_moon(number: int) -> float:
    """The moment of the new moon with that number (0: January 2000), in dynamical time."""
    jd = 2451550.09766 + SYNODIC * number
    for _ in range(8):
        lead = (moon_longitude(jd) - sun_longitude(jd) + 180) % 360 - 180
        jd -= lead / 12.190749
        if abs(lead) < 1e-5:
            break
    return jd


def sign(jd: float) -> int:
    """The sidereal sign of the sun, 0 (Aries) to 11."""
    return floor(((sun_longitude(jd) - ayanamsa(jd)) % 360) / 30)


def lunar_month(jd: float) -> tuple[int, bool, int]:
    """Number of the amānta month at a moment (1 Chaitra … 12 Phālguna), if intercalary, and its new moon's number."""
    number = floor((jd - 2451550.09766) / SYNODIC)
    while new_moon(number) > jd:
        number -= 1
    while new_moon(number + 1) <= jd:
        number += 1
    first, last = sign(new_moon(number)), sign(new_moon(number + 1))
    return (first + 1) % 12 + 1, first == last, number


def solar_entry(year: int, wanted: int, place: Place = PLACE) -> date:
    """The day on which the sun enters a sidereal sign in a Gregorian year; after sunset it counts for the next day."""

    def at_sunset(day: date) -> int:
        return sign(julian(day, sun_times(day, place)[1]))

    day = date(year, 1, 1)
    while at_sunset(day) != wanted or at_sunset(day - timedelta(days=1)) == wanted:
        day += timedelta(days=1)
        if day.year != year:
            raise ValueError(f"The sun does not enter sign {wanted} in {year}.")
    return day


def easter(year: int) -> date:
    """Gregorian Easter, by the anonymous algorithm of 1876 (Meeus, chapter 8).

    >>> easter(2024)
    datetime.date(2024, 3, 31)
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


__all__ = [
    "ayanamsa",
    "easter",
    "julian",
    "lunar_month",
    "moon_longitude",
    "new_moon",
    "sign",
    "solar_entry",
    "sun_longitude",
    "sun_times",
    "tithi",
]
