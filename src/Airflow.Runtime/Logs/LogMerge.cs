using Airflow.Engine.Logs;

namespace Airflow.Runtime.Logs;

/// <summary>
/// Joins what is kept of a log with what this host has of it: a try that waited in between may have gone on here after it began elsewhere. Both are read
/// part by part, for a log may be larger than the memory that a worker is given.
/// </summary>
internal sealed class LogMerge(IRemoteLogStore store, string path)
{
    /// <summary>The most bytes of a log that are in memory.</summary>
    public const int Part = 4 * 1024 * 1024;

    /// <summary>Compares the two.</summary>
    public async Task<LogUnion> CompareAsync(string file, CancellationToken cancellationToken)
    {
        await using var own = Open(file);
        if (await store.ReadAsync(path, new LogRange(0, Part), cancellationToken) is not { } first)
        {
            return LogUnion.Own;
        }

        var more = first.Length - own.Length;
        if (more <= 0)
        {
            return await IsAlikeAsync(own, 0, first.Length, cancellationToken) ? LogUnion.Own : LogUnion.Both;
        }

        // whole lines only: what ends alike by chance is not the same
        var before = await store.ReadAsync(path, new LogRange(more - 1, 1), cancellationToken);
        return before?.Bytes is [(byte)'\n'] && await IsAlikeAsync(own, more, own.Length, cancellationToken) ? LogUnion.Kept : LogUnion.Both;
    }

    /// <summary>Writes what is kept into a file, and after it what this host has.</summary>
    public async Task JoinAsync(string file, string target, CancellationToken cancellationToken)
    {
        await using var joined = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
        while (await store.ReadAsync(path, new LogRange(joined.Position, Part), cancellationToken) is { Bytes.Length: > 0 } read)
        {
            await joined.WriteAsync(read.Bytes, cancellationToken);
        }

        await using var own = Open(file);
        await own.CopyToAsync(joined, cancellationToken);
    }

    /// <summary>Whether this host's log begins with what is kept from a byte on.</summary>
    private async Task<bool> IsAlikeAsync(FileStream own, long keptFrom, long count, CancellationToken cancellationToken)
    {
        var bytes = new byte[Part];
        for (var at = 0L; at < count;)
        {
            if (await store.ReadAsync(path, new LogRange(keptFrom + at, (int)Math.Min(Part, count - at)), cancellationToken) is not { Bytes.Length: > 0 } kept)
            {
                return false;
            }

            var length = await own.ReadAtLeastAsync(bytes.AsMemory(0, kept.Bytes.Length), kept.Bytes.Length, throwOnEndOfStream: false, cancellationToken);
            if (!kept.Bytes.AsSpan().SequenceEqual(bytes.AsSpan(0, length)))
            {
                return false;
            }

            at += length;
        }

        return true;
    }

    private static FileStream Open(string file) => new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}
