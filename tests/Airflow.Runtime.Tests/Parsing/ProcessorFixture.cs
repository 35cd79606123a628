using Airflow.Engine.Coordination;
using Airflow.Runtime.Parsing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Runtime.Tests.Parsing;

/// <summary>A DAG folder, a store in memory and the processor between them.</summary>
internal sealed class ProcessorFixture : IWakeSignal, IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SemaphoreSlim _wakes = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<DagProcessor> _processors = [];
    private Task _running = Task.CompletedTask;

    public ProcessorFixture()
    {
        Directory.CreateDirectory(DagFolder);
        Store = new MemoryDagStore(TimeProvider.System);
        Options = new DagProcessorOptions
        {
            Bundles = [new DagBundle(DagBundle.DefaultName, DagFolder)],
            CacheFolder = _folder["cache"],
            LogFolder = _folder["logs"],
            Child = ChildHost.Options,
            ParsingProcesses = 1,
        };
    }

    public string DagFolder => _folder["dags"];

    public string LogFolder => _folder["logs"];

    public string CacheFolder => _folder["cache"];

    public DagProcessorOptions Options { get; set; }

    public MemoryDagStore Store { get; }

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public void Write(string name, string text) => _folder.Write(Path.Combine("dags", name), text);

    public void WriteDag(string name, string dagId, string more = "") =>
        Write(name, $$"""
            var dag = new Dag("{{dagId}}");
            dag.Task("one", context => 1);
            {{more}}
            return await DagFile.RunAsync(args);
            """);

    public void Delete(string name) => File.Delete(Path.Combine(DagFolder, name));

    public Task<ProcessingSummary> ProcessOnceAsync() => Processor().ProcessOnceAsync(TestContext.Current.CancellationToken);

    public void Start() => _running = Processor().RunAsync(_stop.Token);

    /// <summary>Waits for the processor's word that something changed, as often as the condition is not met.</summary>
    public async Task WaitAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.WhenAny(_wakes.WaitAsync(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken), _running);
            if (_running.IsCompleted)
            {
                await _running;
                throw new InvalidOperationException("The processor ended.");
            }
        }
    }

    public async Task<IReadOnlyList<string>> DagIdsAsync() =>
        [.. (await Store.ListAsync(includeStale: false, TestContext.Current.CancellationToken)).Select(dag => dag.DagId)];

    public async Task<IReadOnlyDictionary<string, string>> ErrorsAsync() =>
        (await Store.ListImportErrorsAsync(TestContext.Current.CancellationToken)).ToDictionary(error => error.FileName, error => error.StackTrace);

    public async Task<int> VersionsAsync(string dagId) => (await Store.ListVersionsAsync(dagId, TestContext.Current.CancellationToken)).Count;

    public void Wake(string topic)
    {
        topic.ShouldBe("dags");
        _wakes.Release();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        foreach (var processor in _processors)
        {
            await processor.DisposeAsync();
        }

        _stop.Dispose();
        _wakes.Dispose();
        _folder.Dispose();
    }

    private DagProcessor Processor()
    {
        var processor = new DagProcessor(Options, Store, this, planNext: null, Time, NullLogger<DagProcessor>.Instance);
        _processors.Add(processor);
        return processor;
    }
}
