internal import CMalloc
internal import Foundation

/// Has the allocator give memory back rather than keep it for each thread: a server that stays up for
/// months prints all of its pages now and then, and answers from what is ready in between. Called
/// before other threads are there.
func keepMemorySmall() {
    // With a single one, the threads that answer, write and think would wait for each other.
    mallopt(M_ARENA_MAX, 4)
    // What compressing takes is less: mapping that anew each time would cost more than compressing.
    mallopt(M_MMAP_THRESHOLD, 1 << 20)
    // Giving each letter's worth back at once would have every processor stop and look, each time.
    mallopt(M_TRIM_THRESHOLD, 2 << 20)
}

/// Gives back what printing a site took, and answering does not need: what the allocator still holds, and
/// the parts of the program that read and print. They come back by themselves when they are needed, as
/// a rule from the system's own copy of the file.
func giveMemoryBack() {
    malloc_trim(0)
    // Where the system tells nothing, or refuses, memory stays as it is.
    guard let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8),
        let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    else { return }
    for range in codeRanges(of: program, in: maps) {
        _ = madvise(
            UnsafeMutableRawPointer(bitPattern: range.lowerBound), range.count, MADV_DONTNEED)
    }
}

/// Where a program's code lies in memory: only what can be executed and not written, so that all of it is
/// in the file.
///
/// - Parameter maps: see proc_pid_maps(5).
func codeRanges(of program: String, in maps: String) -> [Range<UInt>] {
    maps.split(separator: "\n").compactMap { line in
        let fields = line.split(separator: " ", maxSplits: 5)
        guard fields.count == 6, fields[1] == "r-xp",
            fields[5].drop(while: { $0 == " " }) == program
        else { return nil }
        let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
        return ends.count == 2 && ends[0] < ends[1] ? ends[0]..<ends[1] : nil
    }
}
