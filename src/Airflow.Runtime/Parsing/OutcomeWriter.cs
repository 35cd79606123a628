using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Airflow.Engine.Coordination;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Processing;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Parsing;

/// <summary>Stores results: at once when there is one, many in a commit while many come.</summary>
internal sealed partial class OutcomeWriter(IDagStore store, IWakeSignal wake, DagFileQueue queue, TimeProvider time, ILogger logger)
{
    private const int LargestBatch = 100;
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly Channel<FileOutcome> _outcomes = Channel.CreateBounded<FileOutcome>(LargestBatch);
    private readonly Dictionary<DagFileKey, HashSet<string>> _dags = [];
    private readonly HashSet<DagFileKey> _refused = [];
    private readonly HashSet<DagFileKey> _failed = [];

    public ChannelWriter<FileOutcome> Outcomes => _outcomes.Writer;

    /// <summary>Told which files were stored, or found to be gone.</summary>
    public Action<IReadOnlyList<DagFileKey>>? Stored { get; set; }

    /// <summary>Files stored so far.</summary>
    public int Files { get; private set; }

    public ProcessingSummary Summary => new(Files, _dags.Values.Sum(dags => dags.Count), _failed.Count + _refused.Count);

    /// <summary>Stores until the channel is completed and empty.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await _outcomes.Reader.WaitToReadAsync(cancellationToken))
        {
            await StoreAsync(await GatherAsync(cancellationToken), cancellationToken);
        }
    }

    private async Task<List<FileOutcome>> GatherAsync(CancellationToken cancellationToken)
    {
        var batch = new List<FileOutcome>();
        var start = time.GetTimestamp();
        while (batch.Count < LargestBatch)
        {
            if (_outcomes.Reader.TryRead(out var outcome))
            {
                batch.Add(outcome);
            }
            else if (queue.IsIdle || GatherTime - time.GetElapsedTime(start) is not (var left and { Ticks: > 0 }))
            {
                break;
            }
            else
            {
                // more is being parsed: its results come in a moment, or the last of them has come
                Task more = _outcomes.Reader.WaitToReadAsync(cancellationToken).AsTask();
                await more.WaitAsync(left, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return batch;
    }

    [SuppressMessage("Design", "CA1031", Justification = "edge of a loop: what cannot be stored now is stored later")]
    private async Task StoreAsync(List<FileOutcome> batch, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await TryStoreAsync(batch, cancellationToken);
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.NotStored(logger, exception, batch.Count);
                await Task.Delay(RetryDelay, time, cancellationToken);
            }
        }
    }

    private async Task TryStoreAsync(List<FileOutcome> batch, CancellationToken cancellationToken)
    {
        var released = false;
        var isChanged = false;
        foreach (var bundle in batch.Where(outcome => outcome.File is null).GroupBy(outcome => outcome.Key.BundleName, StringComparer.Ordinal))
        {
            await store.RemoveFilesAsync(bundle.Key, [.. bundle.Select(outcome => outcome.Key.RelativePath)], cancellationToken);
            foreach (var key in bundle.Select(outcome => outcome.Key))
            {
                released |= Note(key, []);
                _failed.Remove(key);
                _refused.Remove(key);
                isChanged = true;
            }
        }

        var parsed = batch.Where(outcome => outcome.File is not null).ToList();
        if (parsed.Count > 0)
        {
            var saved = await store.SaveAsync([.. parsed.Select(outcome => outcome.File!)], cancellationToken);
            var stored = saved.ToLookup(dag => dag.DagId, StringComparer.Ordinal);
            isChanged |= saved.Any(dag => dag.IsNew || dag.IsNewVersion);
            foreach (var outcome in parsed)
            {
                released |= NoteStored(outcome, outcome.File!, stored);
            }
        }

        Stored?.Invoke([.. batch.Select(static outcome => outcome.Key)]);
        Files += parsed.Count;
        Log.Stored(logger, parsed.Count);
        if (isChanged || released)
        {
            wake.Wake("dags");
        }

        if (released)
        {
            TryRefusedAgain(batch);
        }
    }

    /// <summary>Notes what became of a file; true when DAG ids became free for others.</summary>
    private bool NoteStored(FileOutcome outcome, ParsedFile file, ILookup<string, SavedDag> stored)
    {
        if (file.ImportError is not null)
        {
            _failed.Add(outcome.Key);
            return false;
        }

        _failed.Remove(outcome.Key);
        var ids = file.Dags.Select(dag => dag.Dag.DagId).ToList();
        var kept = ids.Where(stored.Contains).ToHashSet(StringComparer.Ordinal);
        foreach (var support in outcome.Support)
        {
            // contents are stored with a DAG only: a file without one leaves them to the next
            support.IsStored |= kept.Count > 0;
        }

        if (kept.Count < ids.Count)
        {
            _refused.Add(outcome.Key);
        }
        else
        {
            _refused.Remove(outcome.Key);
        }

        return Note(outcome.Key, kept);
    }

    private bool Note(DagFileKey key, HashSet<string> ids)
    {
        var before = _dags.GetValueOrDefault(key);
        _dags[key] = ids;
        return before is not null && !before.IsSubsetOf(ids);
    }

    /// <summary>An id that was taken may be free now.</summary>
    private void TryRefusedAgain(List<FileOutcome> batch)
    {
        foreach (var key in _refused.Except(batch.Select(outcome => outcome.Key)))
        {
            queue.Add(key, isChanged: true, DateTime.MinValue);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3011, LogLevel.Error, "The results of {Count} DAG files cannot be stored; trying again")]
        public static partial void NotStored(ILogger logger, Exception exception, int count);

        [LoggerMessage(3012, LogLevel.Debug, "Stored the results of {Count} DAG files")]
        public static partial void Stored(ILogger logger, int count);
    }
}
