using Airflow.Engine.Connections;
using Airflow.Engine.Secrets;
using Airflow.Engine.Users;
using Airflow.Engine.Variables;

namespace Airflow.Cli.Commands.Secrets;

/// <summary>The catalogs of a command, over the stores and with the keys of its configuration.</summary>
internal static class Catalogs
{
    public static async Task<VariableCatalog> OpenVariablesAsync(this CommandContext context) =>
        new((await context.OpenStoresAsync()).Variables, CipherOf(context), new SecretSources(context.Variables));

    public static async Task<ConnectionCatalog> OpenConnectionsAsync(this CommandContext context) =>
        new((await context.OpenStoresAsync()).Connections, CipherOf(context), new SecretSources(context.Variables));

    public static async Task<IUserStore> OpenUsersAsync(this CommandContext context) => (await context.OpenStoresAsync()).Users;

    private static ISecretCipher CipherOf(CommandContext context)
    {
        var keys = context.Configuration.GetString("core", "fernet_key");
        if (keys.Length == 0 && context.IsChange)
        {
            context.Error.Write("Warning: [core] fernet_key is empty, so that passwords and values are stored unencrypted; set one, then run: airflow rotate-fernet-key\n");
        }

        return FernetCipher.FromKeys(keys, context.Clock);
    }
}
