using System.Runtime.CompilerServices;
using Airflow.Engine.Tasks;
using Airflow.Server.Logs;

namespace Airflow.Server.Api.Ui;

/// <summary>Looks through the logs of the tries of some task instances, one after the other, until it has found enough or has taken long enough.</summary>
internal sealed class LogSearch(ApiServices services, LogQuestion question, int limit)
{
    /// <summary>A search that takes longer tells what it has found, and where it goes on.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly long began = services.Clock.GetTimestamp();

    /// <summary>Only this try of each instance; null: all of them.</summary>
    public long? OnlyTry { get; init; }

    /// <summary>So many lines of each try at most, so that one does not hide the others.</summary>
    public int MostOfTry { get; init; } = int.MaxValue;

    public List<LogSearchMatch> Matches { get; } = [];

    /// <summary>Logs that could not be read.</summary>
    public List<LogSearchProblem> Unread { get; } = [];

    public int Tries { get; private set; }

    /// <summary>Bytes that were looked through.</summary>
    public long Bytes { get; private set; }

    /// <summary>Where the search goes on; null: it is over.</summary>
    public LogSearchPlace? Next { get; private set; }

    private bool IsEnough => Matches.Count >= limit || services.Clock.GetElapsedTime(began) > Patience;

    /// <param name="instances">The instances, in an order that stays.</param>
    /// <param name="from">How far an earlier search came.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task RunAsync(IReadOnlyList<TaskInstance> instances, LogSearchPlace from, CancellationToken cancellationToken)
    {
        await foreach (var (at, tried) in TriesAsync(instances, from, cancellationToken))
        {
            var start = at == from.Instance && tried.TryNumber == from.Try ? from.Place : default;

            // each search gets on by a log at least, however long the listing took
            var place = IsEnough && Tries > 0 ? start : await LookAsync(tried, start, cancellationToken);
            if (place is { } next)
            {
                Next = new LogSearchPlace(at, tried.TryNumber, next);
                return;
            }
        }
    }

    /// <summary>The tries that were not looked through yet, and whose instance each is.</summary>
    private async IAsyncEnumerable<(int At, TaskInstance Tried)> TriesAsync(
        IReadOnlyList<TaskInstance> instances, LogSearchPlace from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var at = from.Instance; at < instances.Count; at++)
        {
            await foreach (var tried in TriesOfAsync(instances[at], cancellationToken))
            {
                if (at > from.Instance || tried.TryNumber >= from.Try)
                {
                    yield return (at, tried);
                }
            }
        }
    }

    /// <summary>Where it goes on within the log; null when it is through with it.</summary>
    private async Task<LogPlace?> LookAsync(TaskInstance tried, LogPlace start, CancellationToken cancellationToken)
    {
        var scan = new LogScan(question, start, Math.Min(MostOfTry, limit - Matches.Count));
        var reading = await LogReading.OpenAsync(services.Logs, tried, start.Offset, cancellationToken);
        Tries++;
        if (reading.Problem is { } problem)
        {
            Unread.Add(new LogSearchProblem(tried.Key.TaskId, tried.Key.MapIndex, tried.TryNumber, problem));
        }

        var isLate = false;
        await foreach (var block in reading.BlocksAsync(cancellationToken))
        {
            scan.Add(block);
            Bytes += scan.Place.Offset - block.Offset;
            isLate = services.Clock.GetElapsedTime(began) > Patience;
            if (isLate || scan.IsFull)
            {
                break;
            }
        }

        var isThrough = scan.Place.Offset >= reading.End;
        var isCut = !isThrough && scan.Matches.Count >= MostOfTry;
        Matches.AddRange(scan.Matches.Select((match, index) => LogSearchMatch.Of(tried, match, isCut && index == scan.Matches.Count - 1)));
        return isThrough || isCut ? null : scan.Place;
    }

    private async IAsyncEnumerable<TaskInstance> TriesOfAsync(TaskInstance last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // one that waits to be tried again has the number of the try before, and no host yet
        var earlier = last.TryNumber > 1 || last.Hostname.Length == 0 ? await services.Stores.Tasks.ListHistoryAsync(last.Key, cancellationToken) : [];
        foreach (var tried in earlier.Append(last).DistinctBy(static tried => tried.TryNumber).OrderBy(static tried => tried.TryNumber))
        {
            if (tried.TryNumber > 0 && (OnlyTry is null || tried.TryNumber == OnlyTry))
            {
                yield return tried;
            }
        }
    }
}
