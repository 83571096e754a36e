internal import ArgumentParser
internal import Content
internal import Readership

/// Makes up followers, one a line: identifier, mark of the address and sealed address, in hexadecimal
/// digits. For `make bench`, which puts them into a database by thousands.
struct MeasureFollowers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "followers")

    @OptionGroup var database: DatabaseOption
    @OptionGroup var key: KeyOption
    @Option var count: Int

    func run() async throws {
        try await reporting {
            let outside = Outside.get()
            let key = try key.key(beside: database.database).key
            for number in 0..<count {
                let address = try MailAddress("reader\(number)@example.org")
                let id = outside.chance(FollowID.count)
                let sealed = SealedAddress(
                    address, of: id, key, chance: outside.chance(SealedAddress.chanceBytes))
                print(
                    hexadecimal(id), hexadecimal(AddressMark(address, key).bytes),
                    hexadecimal(sealed.bytes))
            }
        }
    }
}
