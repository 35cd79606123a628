using Airflow.Shared;

namespace Airflow.EndToEnd.Ui;

/// <summary>
/// A standalone with DAGs of all sorts and the web interface as it stands in the sources, walked through by Playwright with the chromium of the system. The
/// pictures stay in artifacts/ui-e2e, for people to look at.
/// </summary>
public sealed class BrowserSuite : IAsyncLifetime
{
    private readonly StandaloneHome home = new();

    public async ValueTask InitializeAsync()
    {
        if (PageDriver.Missing is not null)
        {
            return;
        }

        await PageDriver.BuildAsync();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root, "tests/Airflow.EndToEnd/Ui/dags"), "*.cs"))
        {
            home.WriteDag(Path.GetFileName(file), await File.ReadAllTextAsync(file));
        }

        var passwords = Path.Combine(home.Folder, "passwords.json");
        await File.WriteAllTextAsync(passwords, """{"admin":"admin","op":"op","user":"user","viewer":"viewer"}""");
        await home.StartAsync(
            ("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS", "admin:admin,op:op,user:user,viewer:viewer"),
            ("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE", passwords),
            ("AIRFLOW__API__EXPOSE_CONFIG", "True"),
            ("AIRFLOW__API__DASHBOARD_ALERTS", """[{"text":"Closed on **Sunday**","category":"warning"},{"text":"The book has moved","category":"info"},{"text":"One more","category":"error"}]"""));
    }

    public ValueTask DisposeAsync() => home.DisposeAsync();

    /// <summary>Runs one file of ui/e2e, after the runs that all of them look at.</summary>
    internal Task<(int ExitCode, string Output)> RunAsync(string file) => PageDriver.RunAsync(home.Port, file, file, "runs.setup");
}
