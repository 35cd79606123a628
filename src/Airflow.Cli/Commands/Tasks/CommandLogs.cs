using Airflow.Cli.Roles;
using Airflow.Engine.Connections;
using Airflow.Engine.Logs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Secrets;
using Airflow.Engine.Tasks;
using Airflow.Server.Logs;
using Airflow.Storage;

namespace Airflow.Cli.Commands.Tasks;

/// <summary>Logs of tries for commands: of this host, of workers and of the remote store.</summary>
internal sealed class CommandLogs : IDisposable
{
    private readonly HttpClient _client = LogSettings.Client();
    private readonly TryLogs _logs;
    private readonly string _folder;

    public CommandLogs(CommandContext context, AirflowStores stores)
    {
        var configuration = context.Configuration;
        var connections = new ConnectionCatalog(
            stores.Connections, FernetCipher.FromKeys(configuration.GetString("core", "fernet_key"), context.Clock), new SecretSources(context.Variables));
        _folder = configuration.GetString("logging", "base_log_folder");
        _logs = new TryLogs(
            LogSettings.Reading(configuration),
            stores.Workers,
            LogSettings.OpenStore(configuration, async (id, cancellationToken) => (await connections.FindAsync(id, cancellationToken))?.Connection),
            _client,
            context.Clock);
    }

    public string LocalPath(TaskInstanceKey key, int tryNumber) => Path.Combine(_folder, LogPaths.For(key, tryNumber));

    public Task<LogPiece> ReadAsync(TaskInstance tried, long offset, CancellationToken cancellationToken) => _logs.ReadAsync(tried, LogRange.From(offset), cancellationToken);

    public void Dispose() => _client.Dispose();
}
