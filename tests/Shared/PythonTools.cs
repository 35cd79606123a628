using System.Diagnostics;

namespace Airflow.Shared;

/// <summary>
/// Real programs of the Python world, installed once for a test run from recorded wheels into a folder of their own: AIRFLOW_WHEELS, else
/// shared/wheels beside the repository or beside one of its parents.
/// </summary>
internal sealed class PythonTools
{
    private readonly string[] packages;
    private readonly Lazy<Task<string?>> installing;

    private PythonTools(params string[] packages)
    {
        this.packages = packages;
        installing = new Lazy<Task<string?>>(InstallAsync);
    }

    /// <summary>Celery and Flower.</summary>
    public static PythonTools Celery { get; } = new("celery==5.5.3", "redis", "flower==2.2.0", "sqlalchemy", "psycopg2-binary", "pymysql");

    /// <summary>Airflow's client library and its command line for remote servers.</summary>
    public static PythonTools Clients { get; } = new("apache-airflow-client==3.3.2", "apache-airflow-ctl==0.1.5");

    /// <summary>The folder with the programs; skips the test where they cannot be installed.</summary>
    public async Task<string> RequireAsync()
    {
        QuickLoop.Skip();
        var folder = await installing.Value;
        Assert.SkipWhen(folder is null, $"{packages[0]} cannot be installed: python3 with venv and the wheels are needed");
        return folder!;
    }

    /// <summary>Runs one of them and answers its exit code and what it printed.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments) => RunAsync(program, new Dictionary<string, string>(StringComparer.Ordinal), arguments);

    public async Task<(int ExitCode, string Output)> RunAsync(string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(Path.Combine(await RequireAsync(), program), environment, arguments);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }

    public static Process Start(string program, params string[] arguments) => Start(program, new Dictionary<string, string>(StringComparer.Ordinal), arguments);

    public static Process Start(string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["PYTHONUNBUFFERED"] = "1";
        start.Environment["FLOWER_UNAUTHENTICATED_API"] = "true";
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    private async Task<string?> InstallAsync()
    {
        if (FindWheels() is not { } wheels || !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(static folder => File.Exists(Path.Combine(folder, "python3"))))
        {
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("airflow-python-tools-").FullName;
        // thousands of files: a process of its own removes them, for the test host counts as stuck when its exit takes seconds
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Process.Start("rm", ["-rf", folder]).Dispose();
        var programs = Path.Combine(folder, "bin");
        return await IsDoneAsync("python3", "-m", "venv", folder)
            && await IsDoneAsync(Path.Combine(programs, "pip"), ["install", "-q", "--no-index", "--find-links", wheels, .. packages])
            ? programs
            : null;
    }

    private static async Task<bool> IsDoneAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode == 0;
    }

    private static string? FindWheels()
    {
        if (Environment.GetEnvironmentVariable("AIRFLOW_WHEELS") is { Length: > 0 } folder)
        {
            return folder;
        }

        for (var parent = new DirectoryInfo(AppContext.BaseDirectory); parent is not null; parent = parent.Parent)
        {
            var candidate = Path.Combine(parent.FullName, "shared", "wheels");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
