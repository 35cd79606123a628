using System.Net;
using Airflow.Cli.Commands;
using Airflow.Client;
using Airflow.Engine;

namespace Airflow.Cli.Remote;

/// <summary>Runs a command against an api-server, and says in a sentence what went wrong there.</summary>
internal static class RemoteRun
{
    /// <exception cref="AirflowException">The command, or what was given to it, needs this machine; the server cannot be reached or refuses.</exception>
    public static async Task<int> RunAsync(string program, ICommand command, CommandContext context, string server)
    {
        if (command is not IRemoteCommand remote)
        {
            throw new AirflowException("not_remote", $"{program} works on this machine's database and files; leave {RemoteOption.Flag} out.");
        }

        if (remote.LocalOnly.FirstOrDefault(context.IsGiven) is { } local)
        {
            throw new AirflowException("not_remote", $"{local.Flags[^1]} is about this machine; leave it out with {RemoteOption.Flag}.");
        }

        return await GuardAsync(context, server, async () =>
        {
            using var client = await OpenAsync(context, server);
            return await remote.RunRemoteAsync(context, client);
        });
    }

    /// <summary>Asks a server, and turns what goes wrong with it into errors that say so.</summary>
    public static async Task<int> GuardAsync(CommandContext context, string address, Func<Task<int>> ask)
    {
        try
        {
            return await ask();
        }
        catch (AirflowApiException exception)
        {
            var advice = exception.Status == HttpStatusCode.Unauthorized ? $" Log in with: airflow login {address}" : "";
            throw new AirflowException("server_refused", $"{address} refused it ({(int)exception.Status}): {exception.Message}{advice}", exception);
        }
        catch (HttpRequestException exception)
        {
            throw new AirflowException("server_unreachable", $"{address} cannot be asked: {exception.Message}", exception);
        }
        catch (OperationCanceledException exception) when (!context.CancellationToken.IsCancellationRequested)
        {
            throw new AirflowException("server_unreachable", $"{address} does not answer in time.", exception);
        }
    }

    private static async Task<AirflowClient> OpenAsync(CommandContext context, string server)
    {
        var isAddress = server.Contains("://", StringComparison.Ordinal);
        var known = new KnownServers(context.Variables).List();
        var kept = known.FirstOrDefault(one => isAddress ? one.Address == AddressOf(server) : one.Name == server);
        if (!isAddress && kept is null)
        {
            var names = known.Count == 0 ? "none is known yet" : $"known are {string.Join(", ", known.Select(static one => one.Name))}";
            throw new AirflowException("server_unknown", $"No server is called '{server}': {names}. airflow login ADDRESS --name NAME keeps one.");
        }

        var address = kept?.Address ?? AddressOf(server);
        if (context.Variables.GetValueOrDefault("AIRFLOW_API_TOKEN") is { Length: > 0 } token)
        {
            return new AirflowClient(address, token);
        }

        if (context.Variables.GetValueOrDefault("AIRFLOW_USERNAME") is { Length: > 0 } user)
        {
            return await AirflowClient.SignInAsync(address, user, context.Variables.GetValueOrDefault("AIRFLOW_PASSWORD") ?? "", context.CancellationToken);
        }

        return kept is not null ? new AirflowClient(address, kept.Token)
            : throw new AirflowException("server_unknown", $"Nobody has logged in to {server} here: airflow login {server}, or set AIRFLOW_API_TOKEN, or AIRFLOW_USERNAME and AIRFLOW_PASSWORD.");
    }

    /// <exception cref="AirflowException">It is no address of a web server.</exception>
    public static Uri AddressOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
            : throw new AirflowException("usage", $"'{text}' is no address such as http://airflow:8080.");
}
