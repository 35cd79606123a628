using System.Diagnostics.CodeAnalysis;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Processing;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Parsing;

/// <summary>
/// Has files parsed that people ask for. A request stays until its file was parsed, so that nobody's is lost, and for a moment more, so that a client
/// that asks over and over keeps no processor busy: it is told that the file is asked for already.
/// </summary>
internal sealed partial class RequestedFiles(
    IParseRequests requests, DagFileQueue queue, IReadOnlyDictionary<string, BundleFiles> bundles, TimeProvider time, ILogger logger)
{
    /// <summary>How long a request waits at most when the word that there is one gets lost.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>How long a request stays at least.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _heard = new(1, 1);
    private readonly Lock _gate = new();

    /// <summary>When each was taken, and whether it was parsed since.</summary>
    private readonly Dictionary<DagFileKey, (DateTimeOffset At, bool IsParsed)> _taken = [];

    public void Hear()
    {
        lock (_gate)
        {
            if (_heard.CurrentCount == 0)
            {
                _heard.Release();
            }
        }
    }

    /// <summary>Works until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            using var pause = new CancellationTokenSource(UntilNext(), time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(pause.Token, cancellationToken);
            await _heard.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            await LookAsync(cancellationToken);
        }
    }

    /// <summary>These were parsed, or are gone.</summary>
    public void Forget(IReadOnlyList<DagFileKey> files)
    {
        lock (_gate)
        {
            foreach (var file in files.Where(_taken.ContainsKey))
            {
                _taken[file] = _taken[file] with { IsParsed = true };
            }
        }

        Hear();
    }

    [SuppressMessage("Design", "CA1031", Justification = "edge of a loop: the next look comes")]
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RemoveRestedAsync(cancellationToken);
            var mine = (await requests.ListAsync(cancellationToken)).Where(file => bundles.ContainsKey(file.BundleName)).ToList();
            var gone = mine.Where(file => !bundles[file.BundleName].Has(file.RelativePath)).ToList();
            foreach (var file in mine.Except(gone).Where(Take))
            {
                queue.Add(file, isChanged: true, time.GetUtcNow().UtcDateTime);
            }

            if (gone.Count > 0)
            {
                await requests.RemoveAsync(gone, cancellationToken);
                Drop(gone);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.NotRead(logger, exception);
        }
    }

    private async Task RemoveRestedAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        List<DagFileKey> done;
        lock (_gate)
        {
            done = [.. _taken.Where(one => one.Value.IsParsed && now - one.Value.At >= Rest).Select(one => one.Key)];
        }

        if (done.Count > 0)
        {
            await requests.RemoveAsync(done, cancellationToken);
            Drop(done);
        }
    }

    private void Drop(List<DagFileKey> files)
    {
        lock (_gate)
        {
            files.ForEach(file => _taken.Remove(file));
        }
    }

    /// <summary>How long nothing is to be done unless somebody asks.</summary>
    private TimeSpan UntilNext()
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            var rested = _taken.Values.Where(one => one.IsParsed).Select(one => one.At + Rest - now).DefaultIfEmpty(Interval).Min();
            return rested <= TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : rested < Interval ? rested : Interval;
        }
    }

    private bool Take(DagFileKey file)
    {
        lock (_gate)
        {
            return _taken.TryAdd(file, (time.GetUtcNow(), false));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3081, LogLevel.Error, "It cannot be told which files are asked for; looking again later")]
        public static partial void NotRead(ILogger logger, Exception exception);
    }
}
