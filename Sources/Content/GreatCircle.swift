internal import Foundation

extension DirectoryEntry.Position {
    /// How far it is to another place, along the ground, in kilometres; within 0.1 per cent of the
    /// geodesic of WGS 84.
    ///
    /// W. D. Lambert (1942): the distance on a sphere between reduced latitudes, corrected for the
    /// flattening. Near the antipodes, where that fails, the distance on a sphere of the mean radius.
    package func kilometres(to other: Self) -> Double {
        let angle = Self.angle(
            reduced(latitude), reduced(other.latitude), (other.longitude - longitude) * .pi / 180)
        guard angle > 0 else { return 0 }
        guard angle < 3.1 else {
            return Self.meanRadius
                * Self.angle(
                    latitude * .pi / 180, other.latitude * .pi / 180,
                    (other.longitude - longitude) * .pi / 180)
        }
        let middle = (reduced(latitude) + reduced(other.latitude)) / 2
        let half = (reduced(other.latitude) - reduced(latitude)) / 2
        let x = (angle - sin(angle)) * squared(sin(middle) * cos(half) / cos(angle / 2))
        let y = (angle + sin(angle)) * squared(cos(middle) * sin(half) / sin(angle / 2))
        return Self.equatorialRadius * (angle - Self.flattening / 2 * (x + y))
    }

    private static let equatorialRadius = 6378.137
    private static let meanRadius = 6371.0088
    private static let flattening = 1 / 298.257223563

    /// The latitude on a sphere that the ellipsoid was pressed from, in radians.
    private func reduced(_ latitude: Double) -> Double {
        atan((1 - Self.flattening) * tan(latitude * .pi / 180))
    }

    /// Between two places on a sphere, in radians; exact for near ones (haversine).
    private static func angle(_ first: Double, _ second: Double, _ longitudes: Double) -> Double {
        let chord =
            squared(sin((second - first) / 2))
            + cos(first) * cos(second) * squared(sin(longitudes / 2))
        return 2 * asin(min(1, chord.squareRoot()))
    }
}

private func squared(_ number: Double) -> Double { number * number }
