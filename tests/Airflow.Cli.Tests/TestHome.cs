namespace Airflow.Cli.Tests;

/// <summary>A private AIRFLOW_HOME, removed at the end.</summary>
public sealed class TestHome : IDisposable
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    public TestHome()
    {
        Path = Directory.CreateTempSubdirectory("airflow-cli-").FullName;
        _variables["AIRFLOW_HOME"] = Path;
        _variables["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "";
        _variables["USER"] = "root";
    }

    public string Path { get; }

    public IReadOnlyDictionary<string, string> Variables => _variables;

    public void Set(string variable, string value) => _variables[variable] = value;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
