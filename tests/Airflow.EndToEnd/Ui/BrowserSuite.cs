using System.Diagnostics;
using Airflow.Shared;

namespace Airflow.EndToEnd.Ui;

/// <summary>
/// A standalone with DAGs of all sorts and the web interface as it stands in the sources, walked through by Playwright with the chromium of the system. The
/// pictures stay in artifacts/ui-e2e, for people to look at.
/// </summary>
public sealed class BrowserSuite : IAsyncLifetime
{
    private static readonly string Sources = Path.Combine(RepositoryFolder.Root, "ui");
    private static readonly string? Chromium = Find("chromium") ?? Find("chromium-browser") ?? Find("google-chrome");
    private readonly StandaloneHome home = new();
    private string? missing;

    public async ValueTask InitializeAsync()
    {
        missing = Find("npx") is null ? "Node.js is not there" : Chromium is null ? "chromium is not there" : null;
        if (missing is not null)
        {
            return;
        }

        await BuildAsync();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root, "tests/Airflow.EndToEnd/Ui/dags"), "*.cs"))
        {
            home.WriteDag(Path.GetFileName(file), await File.ReadAllTextAsync(file));
        }

        var passwords = Path.Combine(home.Folder, "passwords.json");
        await File.WriteAllTextAsync(passwords, """{"admin":"admin","op":"op","user":"user","viewer":"viewer"}""");
        await home.StartAsync(
            ("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS", "admin:admin,op:op,user:user,viewer:viewer"),
            ("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE", passwords),
            ("AIRFLOW__API__EXPOSE_CONFIG", "True"));
    }

    public ValueTask DisposeAsync() => home.DisposeAsync();

    /// <summary>Runs one file of ui/e2e; skips the test where the tools are not there, which in continuous integration is a failure.</summary>
    internal async Task<(int ExitCode, string Output)> RunAsync(string file)
    {
        Assert.SkipWhen(missing is not null && Environment.GetEnvironmentVariable("CI") != "true", missing ?? "");
        missing.ShouldBeNull();
        return await StartAsync(
            ["playwright", "test", "-c", "e2e", file, "runs.setup"],
            ("AIRFLOW_URL", $"http://localhost:{home.Port}"),
            ("AIRFLOW_UI_OUTPUT", Path.Combine(RepositoryFolder.Root, "artifacts/ui-e2e", file)),
            ("CHROMIUM", Chromium!));
    }

    /// <summary>Puts the pages beside the executable that is tested.</summary>
    private static async Task BuildAsync()
    {
        var installed = new FileInfo(Path.Combine(Sources, "node_modules/.package-lock.json"));
        if (!installed.Exists || installed.LastWriteTimeUtc < File.GetLastWriteTimeUtc(Path.Combine(Sources, "package-lock.json")))
        {
            var (code, text) = await StartAsync("npm", ["ci", "--no-audit", "--no-fund"]);
            code.ShouldBe(0, text);
        }

        var (exitCode, output) = await StartAsync(["vite", "build", "--outDir", Path.Combine(AppContext.BaseDirectory, "ui"), "--emptyOutDir"]);
        exitCode.ShouldBe(0, output);
    }

    private static Task<(int ExitCode, string Output)> StartAsync(string[] arguments, params (string Name, string Value)[] environment) => StartAsync("npx", arguments, environment);

    private static async Task<(int ExitCode, string Output)> StartAsync(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Sources, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
