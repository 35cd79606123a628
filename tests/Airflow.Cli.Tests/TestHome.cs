using Airflow.Storage;

namespace Airflow.Cli.Tests;

/// <summary>A private AIRFLOW_HOME with a migrated database, removed at the end. Its path is as long as the text $AIRFLOW_HOME.</summary>
public sealed class TestHome : IDisposable
{
    private static readonly Lazy<Task<byte[]>> EmptyDatabase = new(MigrateAsync);

    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    public TestHome(bool withDatabase = true)
    {
        Path = MakeFolder();
        _variables["AIRFLOW_HOME"] = Path;
        _variables["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "";
        _variables["USER"] = "root";
        if (withDatabase)
        {
#pragma warning disable VSTHRD002 // a constructor of a fixture cannot wait otherwise
            File.WriteAllBytes(DatabasePath, EmptyDatabase.Value.GetAwaiter().GetResult());
#pragma warning restore VSTHRD002
        }
    }

    public string Path { get; }

    public IReadOnlyDictionary<string, string> Variables => _variables;

    private string DatabasePath => System.IO.Path.Combine(Path, "airflow.db");

    public void Set(string variable, string value) => _variables[variable] = value;

    public AirflowStores OpenStores() => AirflowDatabase.Open($"sqlite:///{DatabasePath}");

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>Migrating is the dear part of a new home: it is done once, the others copy the file.</summary>
    private static async Task<byte[]> MigrateAsync()
    {
        var folder = MakeFolder();
        var path = System.IO.Path.Combine(folder, "airflow.db");
        await using (var stores = AirflowDatabase.Open($"sqlite:///{path}"))
        {
            await stores.Database.MigrateAsync(CancellationToken.None);
        }

        var bytes = await File.ReadAllBytesAsync(path);
        Directory.Delete(folder, recursive: true);
        return bytes;
    }

    private static string MakeFolder()
    {
        var path = System.IO.Path.Combine("/tmp", $"af{System.IO.Path.GetRandomFileName()[..6]}");
        return Directory.CreateDirectory(path).FullName;
    }
}
