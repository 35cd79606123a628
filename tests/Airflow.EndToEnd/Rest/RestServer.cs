using Airflow.Shared;

namespace Airflow.EndToEnd.Rest;

/// <summary>A standalone with the DAGs and runs that the recorded answers are about; all vectors are played against one.</summary>
public sealed class RestServer : IAsyncLifetime
{
    private readonly StandaloneHome home = new();

    internal RestClient Client { get; private set; } = null!;

    internal string Address => $"http://localhost:{home.Port}";

    /// <summary>Where a client may keep what it needs.</summary>
    internal string ClientFolder => Path.Combine(home.Folder, "client");

    public async ValueTask InitializeAsync()
    {
        var passwords = Path.Combine(home.Folder, "passwords.json");
        await File.WriteAllTextAsync(passwords, """{"admin":"admin","op":"op","user":"user","viewer":"viewer"}""");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root, "tests/Airflow.EndToEnd/Rest/dags"), "*.cs"))
        {
            home.WriteDag(Path.GetFileName(file), await File.ReadAllTextAsync(file));
        }

        await home.StartAsync(
            ("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS", "admin:admin,op:op,user:user,viewer:viewer"),
            ("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE", passwords),
            ("AIRFLOW__CORE__FERNET_KEY", ""),
            ("AIRFLOW__API__EXPOSE_CONFIG", "True"));
        Client = new RestClient(new Uri(Address));
        foreach (var dag in RestVectors.Dags)
        {
            await WaitForDagAsync(dag);
        }

        foreach (var step in RestVectors.Fixture)
        {
            await Client.StepAsync(step);
        }
    }

    internal Task WaitForDagAsync(string dagId) => home.WaitForDagAsync(dagId);

    /// <summary>Runs a command in the server's home.</summary>
    internal Task<CommandResult> RunAsync(string[] words, params (string Name, string Value)[] environment) => home.RunAsync(words, environment);

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await home.DisposeAsync();
    }
}
