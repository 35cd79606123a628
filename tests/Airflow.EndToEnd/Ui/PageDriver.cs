using System.Diagnostics;
using Airflow.Shared;

namespace Airflow.EndToEnd.Ui;

/// <summary>Builds the pages as they stand in the sources, and has Playwright walk through them with the chromium of the system.</summary>
internal static class PageDriver
{
    private static readonly string Sources = Path.Combine(RepositoryFolder.Root, "ui");
    private static readonly Lazy<Task> Built = new(BuildOnceAsync);
    private static readonly string? Chromium = Find("chromium") ?? Find("chromium-browser") ?? Find("google-chrome");

    /// <summary>What of the tools is not there; null: all are.</summary>
    public static string? Missing => Find("npx") is null ? "Node.js is not there" : Chromium is null ? "chromium is not there" : null;

    /// <summary>Runs files of ui/e2e against the server; skips the test where the tools are not there, which in continuous integration is a failure.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(int port, string name, params string[] words)
    {
        Assert.SkipWhen(Missing is not null && Environment.GetEnvironmentVariable("CI") != "true", Missing ?? "");
        Missing.ShouldBeNull();
        return await StartAsync(
            ["playwright", "test", "-c", "e2e", .. words],
            ("AIRFLOW_URL", $"http://localhost:{port}"),
            ("AIRFLOW_UI_OUTPUT", Path.Combine(RepositoryFolder.Root, "artifacts/ui-e2e", name)),
            ("CHROMIUM", Chromium!));
    }

    /// <summary>Puts the pages beside the executable that is tested, once for all tests.</summary>
    public static Task BuildAsync() => Built.Value;

    private static Task<(int ExitCode, string Output)> StartAsync(string[] arguments, params (string Name, string Value)[] environment) => StartAsync("npx", arguments, environment);

    private static async Task<(int ExitCode, string Output)> StartAsync(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Sources, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        var result = await process.ReadToEndAsync(TimeSpan.FromMinutes(10));
        return (result.ExitCode, result.Output + result.Error);
    }

    private static async Task BuildOnceAsync()
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

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
