internal import CMaxMind
internal import Glibc

/// A file of the operator's that tells in which country an address is: the `.mmdb` format of
/// GeoLite2, DB-IP and others (https://maxmind.github.io/MaxMind-DB), read by libmaxminddb.
///
/// It is mapped into memory once, so a newer file is taken in at the next start. Looking up writes
/// nothing and locks nothing.
package final class CountryFile: @unchecked Sendable {
    // Unchecked, because the library's struct is full of pointers; it is only read once it is open.
    private var file = MMDB_s()

    package enum Refusal: Error, CustomStringConvertible {
        case unreadable(path: String, detail: String)
        case knowsNoCountries(path: String, type: String)

        package var description: String {
            switch self {
            case .unreadable(let path, let detail):
                "the country file \(path) cannot be read: \(detail)"
            case .knowsNoCountries(let path, let type):
                "\(path) is a file of the type \(type), which does not tell countries"
            }
        }
    }

    package init(path: String) throws(Refusal) {
        let status = MMDB_open(path, UInt32(MMDB_MODE_MMAP), &file)
        guard status == MMDB_SUCCESS else {
            throw .unreadable(path: path, detail: String(cString: MMDB_strerror(status)))
        }
        let type = file.metadata.database_type.map { String(cString: $0) } ?? ""
        // A file about something else would know nobody's country, and let everybody in.
        guard ["Country", "City", "Enterprise"].contains(where: type.contains) else {
            MMDB_close(&file)
            throw .knowsNoCountries(path: path, type: type)
        }
    }

    deinit { MMDB_close(&file) }

    /// Where an address is (not where it is registered): ISO 3166-1 alpha-2 in upper case; nil when
    /// the file does not say.
    func country(of address: IPAddress) -> String? {
        var status: Int32 = 0
        var found = address.withSocketAddress { MMDB_lookup_sockaddr(&file, $0, &status) }
        guard status == MMDB_SUCCESS, found.found_entry else { return nil }
        var value = MMDB_entry_data_s()
        let isThere = "country".withCString { country in
            "iso_code".withCString { code in
                MMDB_aget_value(&found.entry, &value, [country, code, nil]) == MMDB_SUCCESS
            }
        }
        guard isThere, value.has_data, value.type == MMDB_DATA_TYPE_UTF8_STRING,
            let start = value.utf8_string
        else { return nil }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(value.data_size))
        return Trust.country(String(decoding: bytes, as: UTF8.self))
    }
}

extension IPAddress {
    /// As the C library of sockets writes it.
    fileprivate func withSocketAddress<Result>(
        _ work: (UnsafePointer<sockaddr>) -> Result
    ) -> Result {
        if let four = fourBytes {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = four.bigEndian
            return withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1, work)
            }
        }
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        withUnsafeMutableBytes(of: &address.sin6_addr) { $0.copyBytes(from: sixteenBytes) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1, work)
        }
    }
}
