using Airflow.Cli.Commands;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Client;

namespace Airflow.Cli.Remote;

/// <summary>airflow login: keeps the token that a server gives for a name and a password, or one that somebody has.</summary>
internal sealed class LoginCommand : ICommand
{
    private readonly Argument<string> _address = Positional.Text("address", "The server as a browser reaches it, such as http://airflow:8080.");
    private readonly Argument<string?> _name = Option.Text("--name", "What --server may call it; its host when absent.");
    private readonly Argument<string?> _password = Option.Text("-p/--password", "The password; asked for when absent.");
    private readonly Argument<string?> _token = Option.Text("--token", "A token instead of name and password, such as a personal access token.");
    private readonly Argument<string?> _user = Option.Text("-u/--username", "The name of the user; asked for when absent.");

    public IReadOnlyList<Argument> Arguments => [_address, _name, _password, _token, _user, OutputFormat.Verbose()];

    public Task<int> RunAsync(CommandContext context) => RemoteRun.GuardAsync(context, context.Get(_address), async () =>
    {
        var address = RemoteRun.AddressOf(context.Get(_address));
        var token = context.Get(_token) ?? await AskForTokenAsync(context, address);
        using var client = new AirflowClient(address, token);

        // a token that is not good is told now, not when it is first used
        await client.Dag.GetDagsAsync(new GetDagsQuery { Limit = 1 }, context.CancellationToken);
        var name = context.Get(_name) ?? address.Host;
        new KnownServers(context.Variables).Save(new KnownServer(name, address, token));
        context.Out.Write($"Logged in to {address}. Use it as: airflow --server {name} dags list\n");
        return 0;
    });

    private async Task<string> AskForTokenAsync(CommandContext context, Uri address)
    {
        var user = context.Get(_user) ?? await context.AskAsync("User name: ") ?? "";
        var password = context.Get(_password) ?? AskHidden(context, "Password: ");
        return await AirflowClient.AskForTokenAsync(address, user, password, context.CancellationToken);
    }

    private static string AskHidden(CommandContext context, string question)
    {
        context.Error.Write(question);
        return context.Console.ReadHidden() ?? "";
    }
}
