using Airflow.Cli.Commands;
using Airflow.Engine.Changes;
using Airflow.Engine.Configuration;
using Airflow.Engine.Connections;
using Airflow.Engine.Coordination;
using Airflow.Engine.Execution;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Secrets;
using Airflow.Engine.Variables;
using Airflow.Runtime.Bundles;
using Airflow.Server.Observability;
using Airflow.Storage;
using Microsoft.Extensions.Logging;

namespace Airflow.Cli.Roles;

/// <summary>What the roles of one process share.</summary>
internal sealed class RoleServices : IDisposable
{
    private readonly ClockKeeper? keeper;
    private readonly WakeHub hub;

    public RoleServices(CommandContext context, AirflowStores stores, string? logPath = null)
        : this(context, stores, RoleLogging.Create(context.Configuration.GetString("logging", "logging_level"), logPath, context.Clock)) =>
        Configuration.CheckNames();

    /// <summary>For a command that does a piece of a role's work, and tells of it in its own way.</summary>
    public RoleServices(CommandContext context, AirflowStores stores, ILoggerFactory loggers)
    {
        Configuration = context.Configuration;
        Stores = stores;
        Clock = context.Clock;
        keeper = context.HasDatabaseElsewhere && Clock is SharedClock shared ? new ClockKeeper(stores.Database, shared) : null;
        Loggers = loggers;
        Versions = new DagVersionCache(stores.Dags);
        hub = new WakeHub(onWake => stores.Listen?.Invoke(onWake) ?? new WakeListener(WakeFolder.For(Configuration.Home), onWake));
        Wake = stores.WakeSignal ?? new WakeSender(WakeFolder.For(Configuration.Home));
        var cipher = FernetCipher.FromKeys(Configuration.GetString("core", "fernet_key"), Clock);
        var sources = new SecretSources(context.Variables);
        Secrets = new SecretCatalogs(
            new VariableCatalog(stores.Variables, cipher, sources), new ConnectionCatalog(stores.Connections, cipher, sources), cipher);
        Bundles = new BundleCache(stores.Bundles, new BundleCacheOptions { Root = Path.Combine(CacheFolder, "bundles") }, Clock);
    }

    public AirflowConfiguration Configuration { get; }

    public AirflowStores Stores { get; }

    public TimeProvider Clock { get; }

    public ILoggerFactory Loggers { get; }

    public DagVersionCache Versions { get; }

    /// <summary>/metrics; null where there is none.</summary>
    public MetricsEndpoint? Metrics { get; private set; }

    public IWakeSignal Wake { get; }

    /// <summary>Hears what other processes on the database wake.</summary>
    public IAsyncDisposable Listen(Action<string> onWake) => hub.Listen(onWake);

    public SecretCatalogs Secrets { get; }

    public BundleCache Bundles { get; }

    public string CacheFolder => Path.Combine(Configuration.Home, "cache");

    public string DagsFolder => Configuration.GetString("core", "dags_folder");

    public string LogFolder => Configuration.GetString("logging", "base_log_folder");

    public string Hostname { get; } = Environment.MachineName;

    /// <summary>What changes through these is told to those who show it.</summary>
    public SchedulerStores SchedulerStores => field ??= Stores.Scheduling with { Writer = new AnnouncingStateWriter(Stores.StateWriter, Wake, Clock) };

    public TaskResources TaskResources => new(Stores.Dags, Stores.Assets, Stores.AssetStates, Stores.TaskStates, Stores.HumanInput);

    public IReadOnlyDictionary<string, string> ChildEnvironment { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Sends what this process measures wherever the configuration says, until it is disposed.</summary>
    public TelemetryExport ExportTelemetry()
    {
        var telemetry = new TelemetryExport(Configuration, Loggers);
        Metrics = telemetry.Endpoint;
        return telemetry;
    }

    public void Dispose()
    {
        keeper?.Dispose();
        Loggers.Dispose();
    }
}
