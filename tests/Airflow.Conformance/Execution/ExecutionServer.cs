using System.Net;
using System.Text;
using Airflow.Engine.Assets;
using Airflow.Engine.Connections;
using Airflow.Engine.Coordination;
using Airflow.Engine.Dags;
using Airflow.Engine.Execution;
using Airflow.Engine.Execution.Remote;
using Airflow.Engine.Execution.Tokens;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Secrets;
using Airflow.Engine.Variables;
using Airflow.Runtime.Remote;
using Airflow.Server;
using Airflow.Server.Execution;
using Airflow.Server.Execution.Remote;
using Airflow.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Conformance.Execution;

/// <summary>A real api-server on a free port with a database of its own.</summary>
internal sealed class ExecutionServer : IAsyncDisposable
{
    private readonly string folder;
    private readonly WebServer server;

    private ExecutionServer(string folder, AirflowStores stores, TimeProvider clock)
    {
        this.folder = folder;
        Stores = stores;
        Tokens = new TokenAuthority(new TokenOptions { Secret = Encoding.UTF8.GetBytes("conformance-secret") }, clock);
        var sources = new SecretSources(new Dictionary<string, string>(StringComparer.Ordinal));
        var cipher = FernetCipher.FromKeys("", clock);
        Secrets = new SecretCatalogs(new VariableCatalog(stores.Variables, cipher, sources), new ConnectionCatalog(stores.Connections, cipher, sources), cipher);
        var versions = new DagVersionCache(stores.Dags);
        Api = new LocalExecutionApi(stores.Scheduling, Secrets, versions, clock);
        var services = new ExecutionServices
        {
            Api = Api,
            Stores = stores.Scheduling,
            Resources = Resources,
            Versions = versions,
            Tokens = Tokens,
            Wake = new WakeSender(folder),
            Clock = clock,
        };
        var workers = new WorkerServices
        {
            Execution = services,
            Bundles = stores.Bundles,
            Store = stores.Workers,
            Join = JoinTokens.For(JoinSecret, clock),
            Settings = () => Settings,
            Version = "1.2.3",
        };
        server = new WebServer(
            new WebServerOptions { Host = IPAddress.Loopback.ToString(), Port = 0 },
            stores.Database,
            stores.Jobs,
            clock,
            NullLoggerFactory.Instance,
            new WebServerParts { Execution = services, Workers = workers });
    }

    public const string JoinSecret = "let me in";

    public AirflowStores Stores { get; }

    /// <summary>What joining workers get.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal) { ["core.parallelism"] = "7", ["core.default_timezone"] = "Asia/Seoul" };

    public TaskResources Resources => new(Stores.Dags, Stores.Assets, Stores.AssetStates, Stores.TaskStates, Stores.HumanInput);

    public TokenAuthority Tokens { get; }

    public LocalExecutionApi Api { get; }

    public SecretCatalogs Secrets { get; }

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None });

    public Uri Address => server.Address;

    public static async Task<ExecutionServer> StartAsync(CancellationToken cancellationToken)
    {
        var home = Directory.CreateTempSubdirectory("airflow-exec-").FullName;
        var stores = AirflowDatabase.Open($"sqlite:///{Path.Combine(home, "airflow.db")}");
        await stores.Database.MigrateAsync(cancellationToken);
        var made = new ExecutionServer(home, stores, TimeProvider.System);
        await made.server.StartAsync(cancellationToken);
        return made;
    }

    public async Task<Guid> SaveDagAsync(string dagId, IReadOnlyList<string> chain, CancellationToken cancellationToken)
    {
        var asset = new AssetDefinition("wire_asset", "s3://wire/asset", "asset", "{}");
        var saved = await Stores.Dags.SaveAsync(
        [
            new ParsedFile
            {
                BundleName = "dags-folder",
                RelativePath = dagId + ".py",
                ParsedAt = TimeProvider.System.GetUtcNow(),
                Dags =
                [
                    new ParsedDag
                    {
                        Data = Document(dagId, chain),
                        DagHash = "1",
                        Assets = new DagAssets
                        { Schedule = dagId == "wire_consumer" ? [asset] : [], Outlets = dagId == "wire" ? [new TaskAsset("asset_out", asset), new TaskAsset("asset_store", asset)] : [] },
                        Dag = new DagRecord
                        {
                            DagId = dagId,
                            FileLocation = $"/dags/{dagId}.py",
                            RelativeFileLocation = dagId + ".py",
                            BundleName = "dags-folder",
                            Owners = "airflow",
                        },
                    },
                ],
            },
        ],
        cancellationToken);
        var id = saved.Single().VersionId;
        await Stores.Dags.SetPausedAsync([dagId], isPaused: false, cancellationToken);
        return id;
    }

    /// <summary>A line to this server as a worker has it.</summary>
    public RemoteConnection Connect(RemoteOptions? options = null, HttpMessageHandler? handler = null) =>
        new(options ?? ConnectOptions(), TimeProvider.System, new Random(1), handler);

    public RemoteOptions ConnectOptions() =>
        new() { Server = new Uri(Address, "/execution/"), JoinSecret = JoinSecret, Hostname = "worker-a", Version = "1.2.3", FirstPause = TimeSpan.FromMilliseconds(1) };

    private static string Document(string dagId, IReadOnlyList<string> chain)
    {
        var tasks = string.Join(',', chain.Select((task, index) => $$$"""
            {"__type": "operator", "__var": {"task_id": "{{{task}}}", "task_type": "PythonOperator", "_task_module": "m", "template_fields": [],
             "downstream_task_ids": [{{{(index + 1 < chain.Count ? $"\"{chain[^1]}\""   : "")}}}]}}
            """));
        var children = string.Join(',', chain.Select(task => $$"""
            "{{task}}": ["operator", "{{task}}"]
            """));
        return Document(dagId, tasks, children);
    }

    private static string Document(string dagId, string tasks, string children) => $$$$"""
        {"__version": 3, "dag": {"dag_id": "{{{{dagId}}}}", "fileloc": "/dags/{{{{dagId}}}}.py", "relative_fileloc": "{{{{dagId}}}}.py", "timezone": "UTC",
         "timetable": {"__type": "airflow.timetables.simple.NullTimetable", "__var": {}}, "tasks": [{{{{tasks}}}}], "edge_info": {}, "dag_dependencies": [], "params": [],
         "task_group": {"_group_id": null, "group_display_name": "", "prefix_group_id": true, "tooltip": "", "ui_color": "CornflowerBlue", "ui_fgcolor": "#000",
                        "children": { {{{{children}}}} }, "upstream_group_ids": [], "downstream_group_ids": [], "upstream_task_ids": [], "downstream_task_ids": []}}}
        """;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await server.StopAsync(CancellationToken.None);
        await server.DisposeAsync();
        await Stores.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
