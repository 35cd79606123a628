using Airflow.Cli.Roles;
using Airflow.Engine;
using Airflow.Engine.Dags;
using Airflow.Runtime.Parsing;
using Airflow.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Cli.Commands.Dags;

/// <summary>DAG files as they are now, parsed here into a database that is thrown away: what the installation's own one holds plays no part.</summary>
internal sealed class LocalDags : IAsyncDisposable
{
    private readonly string _folder;
    private readonly string _root;
    private readonly string? _file;

    private LocalDags(string folder, string root, string? file, AirflowStores stores)
    {
        _folder = folder;
        _root = root;
        _file = file;
        Stores = stores;
    }

    public AirflowStores Stores { get; }

    /// <summary>Parses the bundles, or the file or folder that was typed.</summary>
    public static async Task<LocalDags> ParseAsync(CommandContext context, IReadOnlyCollection<string> bundles, string? typed)
    {
        var path = typed is null ? null : context.PathOf(typed);
        var isFile = File.Exists(path);
        if (path is not null && !isFile && !Directory.Exists(path))
        {
            throw new AirflowException("file_missing", $"There is neither a file nor a folder {path}.");
        }

        var folder = Directory.CreateTempSubdirectory("airflow-parse-").FullName;
        var local = new LocalDags(folder, (isFile ? Path.GetDirectoryName(path) : path) ?? context.Configuration.GetString("core", "dags_folder"), isFile ? Path.GetFileName(path) : null, AirflowDatabase.Open($"sqlite:///{Path.Combine(folder, "airflow.db")}"));
        try
        {
            await local.Stores.Database.MigrateAsync(context.CancellationToken);
            using var services = new RoleServices(context, local.Stores, NullLoggerFactory.Instance);
            var role = new DagProcessorRole(services) { BundleNames = bundles, Folder = path is null ? null : local._root };
            await role.RunOnceAsync(context.CancellationToken);
            return local;
        }
        catch
        {
            await local.DisposeAsync();
            throw;
        }
    }

    /// <summary>The DAGs that were found.</summary>
    public async Task<IReadOnlyList<DagRecord>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await Stores.Dags.ListAsync(includeStale: false, cancellationToken)).Where(dag => _file is null || dag.RelativeFileLocation == _file)];

    /// <summary>The files that could not be read, with their whole paths.</summary>
    public async Task<IReadOnlyList<ImportError>> ListErrorsAsync(CancellationToken cancellationToken) =>
    [
        .. (await Stores.Dags.ListImportErrorsAsync(cancellationToken))
            .Where(error => _file is null || error.FileName == _file)
            .Select(error => error.BundleName == DagBundle.DefaultName ? error with { FileName = Path.Combine(_root, error.FileName) } : error),
    ];

    public async ValueTask DisposeAsync()
    {
        await Stores.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
