using Airflow.Engine;
using Airflow.Engine.Coordination;
using Airflow.Engine.Logs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;

namespace Airflow.Server.Logs;

/// <summary>
/// Reads the log of a try wherever it lies: in this host's log folder, at the worker that wrote it, or, when that is gone, in the remote
/// store.
/// </summary>
public sealed class TryLogs(TryLogsOptions options, IWorkerStore workers, IRemoteLogStore? store, HttpClient client, TimeProvider clock)
{
    private const string CeleryExecutor = "CeleryExecutor";

    /// <summary>What the log holds in that part.</summary>
    /// <param name="tried">The try as it is stored; its host says whom to ask.</param>
    /// <param name="range">The part.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<LogPiece> ReadAsync(TaskInstance tried, LogRange range, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tried);
        var path = LogPaths.For(tried.Key, tried.TryNumber);
        if (await ReadLocalAsync(path, range, cancellationToken) is { } local)
        {
            return local;
        }

        var hosts = await CandidatesAsync(tried, cancellationToken);
        var isGone = hosts.Count == 0;
        // a host from which nothing was heard lately is asked last: it may take long to find that it is not there
        List<string> problems = [];
        return (isGone ? null : await AskAsync(hosts, path, range, problems, cancellationToken))
            ?? await ReadStoredAsync(path, range, problems, cancellationToken)
            ?? (isGone && tried.Hostname.Length > 0 && !IsHere(tried) ? await AskAsync([new LogHost(tried.Hostname, options.WorkerPort, null, Secrets)], path, range, problems, cancellationToken) : null)
            ?? new LogPiece([], null, Explain(tried, isGone, problems));
    }

    private async Task<LogPiece?> ReadLocalAsync(string path, LogRange range, CancellationToken cancellationToken)
    {
        var file = Path.Combine(options.Folder, path);
        try
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var bytes = GC.AllocateUninitializedArray<byte>(range.CountIn(stream.Length));
            stream.Position = Math.Min(range.Offset, stream.Length);
            var count = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            return new LogPiece(count == bytes.Length ? bytes : bytes[..count], file, null) { Length = stream.Length };
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Live workers on the host of the try, the one that ran it first: they share a log folder more often than not.</summary>
    private async Task<IReadOnlyList<LogHost>> CandidatesAsync(TaskInstance tried, CancellationToken cancellationToken)
    {
        if (tried.Hostname.Length == 0)
        {
            return [];
        }

        var alive = await workers.ListAsync(tried.Hostname, clock.GetUtcNow() - WorkerRecord.Silence, cancellationToken);
        return
        [
            .. alive.Where(worker => worker.LogPort is not null).OrderByDescending(worker => worker.Pid == tried.Pid)
                .Select(worker => new LogHost(worker.Hostname, worker.LogPort!.Value, worker.Address, Secrets)),
        ];
    }

    /// <summary>Workers that joined know the join secret; others were given the key of airflow.cfg.</summary>
    private IReadOnlyList<string> Secrets => [.. new[] { options.WorkerSecret, options.Secret }.Where(static secret => secret.Length > 0)];

    private async Task<LogPiece?> AskAsync(IReadOnlyList<LogHost> hosts, string path, LogRange range, List<string> problems, CancellationToken cancellationToken)
    {
        foreach (var host in hosts)
        {
            if (host.Secrets.Count == 0)
            {
                problems.Add("there is neither [api] secret_key nor [execution_api] join_secret to sign the question with");
                continue;
            }

            var reader = new WorkerLogReader(client, [.. host.Secrets.Select(secret => new LogTokens(secret, clock))]);
            if (await AskAsync(reader, host.Addresses, path, range, problems, cancellationToken) is { } piece)
            {
                return piece;
            }
        }

        return null;
    }

    /// <summary>Asks a host at one of its addresses after the other, until one answers.</summary>
    private static async Task<LogPiece?> AskAsync(
        WorkerLogReader reader, IEnumerable<Uri> addresses, string path, LogRange range, List<string> problems, CancellationToken cancellationToken)
    {
        var before = problems.Count;
        foreach (var address in addresses)
        {
            try
            {
                if (await reader.ReadAsync(address, path, range, cancellationToken) is { } read)
                {
                    return new LogPiece(read.Bytes, $"{address}log/{path}", null) { Length = read.Length };
                }

                // it was asked and has nothing: what went wrong on the way to it does not matter
                problems.RemoveRange(before, problems.Count - before);
                return null;
            }
            catch (AirflowException exception)
            {
                problems.Add(exception.Message.TrimEnd('.'));
            }
        }

        return null;
    }

    private async Task<LogPiece?> ReadStoredAsync(string path, LogRange range, List<string> problems, CancellationToken cancellationToken)
    {
        if (store is null)
        {
            return null;
        }

        try
        {
            return await store.ReadAsync(path, range, cancellationToken) is { } read ? new LogPiece(read.Bytes, $"{store.Name}/{path}", null) { Length = read.Length } : null;
        }
        catch (AirflowException exception)
        {
            problems.Add(exception.Message.TrimEnd('.'));
            return null;
        }
    }

    private bool IsHere(TaskInstance tried) => tried.Hostname == options.Hostname;

    /// <summary>A try that printed nothing leaves no file, and that is nothing wrong: null then.</summary>
    private string? Explain(TaskInstance tried, bool isGone, List<string> problems)
    {
        if (tried.Hostname.Length == 0 || (problems.Count == 0 && (!isGone || (IsHere(tried) && tried.Executor != CeleryExecutor))))
        {
            return null;
        }

        var asked = problems.Count > 0 ? $" ({string.Join("; ", problems)})" : "";
        var gone = isGone ? $"no live worker is there{asked}" : $"the worker there cannot be asked{asked}";
        var here = IsHere(tried) ? $", {options.Folder} of this host does not have its log" : "";
        var kept = store is null ? "no remote log store is set up ([logging] remote_logging) that would have kept it" : $"{store.Name} does not have it";
        return $"Try {tried.TryNumber} of {tried.Key} ran on {tried.Hostname}: {gone}{here}, and {kept}.";
    }
}
