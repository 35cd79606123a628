using System.Diagnostics.CodeAnalysis;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Processing;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Parsing;

/// <summary>Has files parsed that people ask for. A request stays until its file was parsed, so that nobody's is lost.</summary>
internal sealed partial class RequestedFiles(
    IParseRequests requests, DagFileQueue queue, IReadOnlyDictionary<string, BundleFiles> bundles, TimeProvider time, ILogger logger)
{
    /// <summary>How long a request waits at most when the word that there is one gets lost.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _heard = new(1, 1);
    private readonly Lock _gate = new();
    private readonly HashSet<DagFileKey> _taken = [];

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
            using var pause = new CancellationTokenSource(Interval, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(pause.Token, cancellationToken);
            await _heard.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            await LookAsync(cancellationToken);
        }
    }

    /// <summary>These were parsed, or are gone.</summary>
    public async Task ForgetAsync(IReadOnlyList<DagFileKey> files, CancellationToken cancellationToken)
    {
        List<DagFileKey> done;
        lock (_gate)
        {
            done = [.. files.Where(_taken.Remove)];
        }

        if (done.Count > 0)
        {
            await requests.RemoveAsync(done, cancellationToken);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "edge of a loop: the next look comes")]
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var mine = (await requests.ListAsync(cancellationToken)).Where(file => bundles.ContainsKey(file.BundleName)).ToList();
            var gone = mine.Where(file => !bundles[file.BundleName].Has(file.RelativePath)).ToList();
            foreach (var file in mine.Except(gone).Where(Take))
            {
                queue.Add(file, isChanged: true, time.GetUtcNow().UtcDateTime);
            }

            if (gone.Count > 0)
            {
                await requests.RemoveAsync(gone, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.NotRead(logger, exception);
        }
    }

    private bool Take(DagFileKey file)
    {
        lock (_gate)
        {
            return _taken.Add(file);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3081, LogLevel.Error, "It cannot be told which files are asked for; looking again later")]
        public static partial void NotRead(ILogger logger, Exception exception);
    }
}
