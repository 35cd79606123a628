using System.Diagnostics.CodeAnalysis;
using Airflow.Engine.Coordination;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Processing;
using Airflow.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Parsing;

/// <summary>
/// The dag processor: sees what changes in the DAG folders, has parse children compile and run it, and stores what they found. A broken
/// file is an import error and nothing more.
/// </summary>
public sealed partial class DagProcessor : IAsyncDisposable
{
    /// <summary>A further child is worth its start when so many files wait for it.</summary>
    private const int BacklogPerChild = 8;

    private readonly DagProcessorOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IDagStore _store;
    private readonly CodeCache _cache;
    private readonly SdkBuild _build;
    private readonly FilePreparer _preparer;
    private readonly ParsedFileFactory _factory;
    private readonly DagFileQueue _queue;
    private readonly OutcomeWriter _writer;
    private readonly Dictionary<string, BundleFiles> _bundles;
    private readonly RequestedFiles? _requested;

    /// <param name="options">What to work on.</param>
    /// <param name="store">Where results go.</param>
    /// <param name="wake">Told when DAGs changed.</param>
    /// <param name="planNext">Tells the next run of a DAG; null leaves that to the scheduler.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The processor's own log.</param>
    public DagProcessor(
        DagProcessorOptions options, IDagStore store, IWakeSignal wake, Func<SerializedDag, NextDagRun?>? planNext, TimeProvider time, ILogger<DagProcessor> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _store, _time, _logger) = (options, store, time, logger);
        _cache = new CodeCache(options.CacheFolder);
        _build = new SdkBuild(_cache, options.CacheFolder, time);
        _preparer = new FilePreparer(options, _cache, _build, time);
        _factory = new ParsedFileFactory(options, new DagRecordFactory(options.Defaults, options.PausedAtCreation, planNext), time);
        _queue = new DagFileQueue(time);
        _writer = new OutcomeWriter(store, wake, _queue, time, logger);
        _bundles = options.Bundles.ToDictionary(bundle => bundle.Name, bundle => new BundleFiles(bundle, options, time), StringComparer.Ordinal);
        _requested = options.Requests is { } requests ? new RequestedFiles(requests, _queue, _bundles, time, logger) : null;
        _writer.Stored = _requested is null ? null : _requested.Forget;
    }

    /// <summary>Somebody may have asked for a file.</summary>
    public void Hear() => _requested?.Hear();

    /// <summary>Works until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Log.Started(_logger, string.Join(", ", _options.Bundles.Select(bundle => bundle.Path)));
        _cache.Clean(_time.GetUtcNow());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] all = [.. _bundles.Values.Select(bundle => WatchAsync(bundle, stop.Token)), .. StartWorkers(stop.Token), _writer.RunAsync(stop.Token), .. Following(stop.Token)];
        try
        {
            // none of them ends by itself: if one does, the others must not go on as if nothing had happened
            await await Task.WhenAny(all);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.Stopped(_logger);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Parses all files once and ends.</summary>
    public async Task<ProcessingSummary> ProcessOnceAsync(CancellationToken cancellationToken)
    {
        foreach (var bundle in _bundles.Values)
        {
            await LookAsync(bundle, new HashSet<string>(), cancellationToken);
            await RemoveVanishedAsync(bundle, cancellationToken);
        }

        _queue.Complete();
        var writing = _writer.RunAsync(cancellationToken);
        await Task.WhenAll(StartWorkers(cancellationToken));
        _writer.Outcomes.Complete();
        await writing;
        return _writer.Summary;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var bundle in _bundles.Values)
        {
            bundle.Dispose();
        }

        _build.Dispose();
        return ValueTask.CompletedTask;
    }

    private IEnumerable<Task> Following(CancellationToken cancellationToken) => _requested is null ? [] : [_requested.RunAsync(cancellationToken)];

    private Task[] StartWorkers(CancellationToken cancellationToken) =>
        [.. Enumerable.Range(0, Math.Max(1, _options.ParsingProcesses)).Select(index => Task.Run(() => WorkAsync(index, cancellationToken), cancellationToken))];

    [SuppressMessage("Design", "CA1031", Justification = "edge of a loop: the next look comes")]
    private async Task WatchAsync(BundleFiles bundle, CancellationToken cancellationToken)
    {
        IReadOnlySet<string> reported = new HashSet<string>();
        var isReconciled = false;
        while (true)
        {
            try
            {
                // begin to watch before looking, so that nothing falls between the two
                bundle.Watcher.TryStart();
                await LookAsync(bundle, reported, cancellationToken);
                if (!isReconciled)
                {
                    await RemoveVanishedAsync(bundle, cancellationToken);
                    isReconciled = true;
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.LookFailed(_logger, exception, bundle.Name);
            }

            var longest = bundle.Watcher.IsWatching ? _options.RefreshInterval : _options.PollInterval;
            reported = await bundle.Watcher.WaitAsync(Shorter(longest, bundle.SupportDelay), cancellationToken);
        }
    }

    private static TimeSpan Shorter(TimeSpan longest, TimeSpan? other) =>
        other is not { } delay || delay > longest ? longest : delay < DagFolderWatcher.Debounce ? DagFolderWatcher.Debounce : delay;

    private async Task LookAsync(BundleFiles bundle, IReadOnlySet<string> reported, CancellationToken cancellationToken)
    {
        var changes = bundle.Look(reported);
        foreach (var key in changes.Removed)
        {
            _queue.Remove(key);
            bundle.NoteIncludes(key.RelativePath, []);
            await _writer.Outcomes.WriteAsync(new FileOutcome(key, null, []), cancellationToken);
        }

        foreach (var (key, modifiedAt) in changes.Changed)
        {
            _queue.Add(key, isChanged: true, modifiedAt);
        }

        foreach (var (key, modifiedAt) in changes.Again)
        {
            _queue.Add(key, isChanged: false, modifiedAt);
        }
    }

    /// <summary>Takes out what the store has of files that went while nobody watched.</summary>
    private async Task RemoveVanishedAsync(BundleFiles bundle, CancellationToken cancellationToken)
    {
        var dags = await _store.ListAsync(includeStale: false, cancellationToken);
        var errors = await _store.ListImportErrorsAsync(cancellationToken);
        var known = dags.Where(dag => dag.BundleName == bundle.Name).Select(dag => dag.RelativeFileLocation)
            .Concat(errors.Where(error => error.BundleName == bundle.Name).Select(error => error.FileName));
        var vanished = known.Where(path => !bundle.Has(path)).ToHashSet(StringComparer.Ordinal);
        if (vanished.Count > 0)
        {
            await _store.RemoveFilesAsync(bundle.Name, vanished, cancellationToken);
        }
    }

    private async Task WorkAsync(int index, CancellationToken cancellationToken)
    {
        await using var slot = new ParseChildSlot(_options.Child, _time, _logger);
        var isFirst = index == 0;
        while (true)
        {
            // the others come only for a backlog, and go with it
            var key = await _queue.TakeAsync(isFirst ? 1 : BacklogPerChild * index, isFirst ? _options.QuietTime : Timeout.InfiniteTimeSpan, cancellationToken);
            var isQuiet = key is null;
            while (key is not null)
            {
                await ParseAsync(slot, key, cancellationToken);
                key = await _queue.TakeAsync(1, TimeSpan.Zero, cancellationToken);
            }

            if (_queue.IsCompleted)
            {
                return;
            }

            if (!isFirst || isQuiet)
            {
                await slot.EndAsync();
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "edge of a loop: whatever goes wrong with one file must not stop the others")]
    private async Task ParseAsync(ParseChildSlot slot, DagFileKey key, CancellationToken cancellationToken)
    {
        var log = new ParseLog(_options.LogFolder, key, _time);
        try
        {
            var outcome = await ParseAsync(slot, key, log, cancellationToken);
            _queue.Parsed(key);
            await _writer.Outcomes.WriteAsync(outcome, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.FileFailed(_logger, exception, key.RelativePath);
            log.Add("critical", exception.ToString());
        }
        finally
        {
            _queue.Done(key);
            if (!log.TryWrite())
            {
                Log.NoLog(_logger, _options.LogFolder);
            }
        }
    }

    private async Task<FileOutcome> ParseAsync(ParseChildSlot slot, DagFileKey key, ParseLog log, CancellationToken cancellationToken)
    {
        var bundle = _bundles[key.BundleName];
        var start = _time.GetTimestamp();
        var file = await _preparer.PrepareAsync(key, log.Output, cancellationToken);
        if (file is { IsSkipped: true, Sources: [{ Text.Length: 0 }, ..] } && _time.GetUtcNow() - File.GetLastWriteTimeUtc(file.FullPath) < _options.EmptyFilePatience)
        {
            // who saves a file may empty it first, and be held up: its DAGs stay until it has been empty for a while
            await Task.Delay(_options.EmptyFilePatience, _time, cancellationToken);
            file = await _preparer.PrepareAsync(key, log.Output, cancellationToken);
        }

        bundle.NoteIncludes(key.RelativePath, file?.Includes ?? []);
        if (file is null || file.IsSkipped)
        {
            return new FileOutcome(key, null, []);
        }

        if (file.Problems.Count > 0)
        {
            return Finish(_factory.Failed(file, file.Problems), file.Problems);
        }

        var answer = await slot.ParseAsync(Request(file), log.Output, cancellationToken);
        if (!File.Exists(file.FullPath))
        {
            return new FileOutcome(key, null, []);
        }

        if (answer.Assembly is { } assembly)
        {
            CodeCache.Put(file.AssemblyPath, assembly);
        }

        var support = bundle.Support.Current;
        AirflowMetrics.ParseDuration.Record(
            _time.GetElapsedTime(start).TotalMilliseconds, new("bundle_name", key.BundleName), new("file_name", Path.GetFileNameWithoutExtension(key.RelativePath)));
        return Finish(_factory.Create(file, answer, _time.GetElapsedTime(start), support), answer.Problems) with { Support = [.. support.Values] };

        FileOutcome Finish(ParsedFile parsed, IReadOnlyList<ParseProblem> problems)
        {
            foreach (var problem in problems)
            {
                log.Add(problem.IsError ? "error" : "warning", problem.ToString());
            }

            return new FileOutcome(key, parsed, []);
        }
    }

    private ParseRequest Request(PreparedFile file) => new()
    {
        Source = _options.Defaults with { FileLocation = file.FullPath, RelativeFileLocation = file.Key.RelativePath, DagsFolder = file.BundlePath },
        Sources = file.Sources,
        AssemblyPath = file.IsCompiled ? file.AssemblyPath : null,
        DependencyFolder = file.DependencyFolder,
    };

    private static partial class Log
    {
        [LoggerMessage(3021, LogLevel.Information, "Dag processor watches {Folders}")]
        public static partial void Started(ILogger logger, string folders);

        [LoggerMessage(3022, LogLevel.Information, "Dag processor stops")]
        public static partial void Stopped(ILogger logger);

        [LoggerMessage(3023, LogLevel.Error, "Bundle {Bundle} cannot be listed; looking again later")]
        public static partial void LookFailed(ILogger logger, Exception exception, string bundle);

        [LoggerMessage(3024, LogLevel.Error, "Parsing {File} failed for a reason of our own")]
        public static partial void FileFailed(ILogger logger, Exception exception, string file);

        [LoggerMessage(3025, LogLevel.Warning, "Logs of parsing cannot be written to {Folder}")]
        public static partial void NoLog(ILogger logger, string folder);
    }
}
