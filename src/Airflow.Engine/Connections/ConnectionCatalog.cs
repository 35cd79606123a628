using Airflow.Engine.Secrets;

namespace Airflow.Engine.Connections;

/// <summary>Connections wherever they are kept: secrets backend, environment, then the database, decrypted.</summary>
public sealed class ConnectionCatalog(IConnectionStore store, ISecretCipher cipher, SecretSources sources)
{
    /// <summary>The connection, or null when nobody knows the id.</summary>
    public async Task<CatalogedConnection?> FindAsync(string connectionId, CancellationToken cancellationToken)
    {
        if (sources.Backend?.FindConnection(connectionId) is { } text)
        {
            return new CatalogedConnection(ConnectionFormat.Parse(connectionId, text));
        }

        if (EnvironmentConnections.Find(sources.Environment, connectionId) is { } connection)
        {
            return new CatalogedConnection(connection);
        }

        return await store.FindAsync(connectionId, cancellationToken) is { } stored ? Decrypt(stored) : null;
    }

    /// <summary>The stored connection, or null; other places that know connections are not asked.</summary>
    public async Task<CatalogedConnection?> FindStoredAsync(string connectionId, CancellationToken cancellationToken) =>
        await store.FindAsync(connectionId, cancellationToken) is { } stored ? Decrypt(stored) : null;

    /// <summary>The row of a stored connection, as it is stored.</summary>
    public Task<StoredConnection?> FindRowAsync(string connectionId, CancellationToken cancellationToken) => store.FindAsync(connectionId, cancellationToken);

    /// <summary>The extra of a row; null when there is none, or no key decrypts it.</summary>
    public string? OpenExtra(StoredConnection stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var extra = stored.Connection.Extra;
        return extra is null || !stored.IsExtraEncrypted ? extra : cipher.IsEncrypting && cipher.TryDecrypt(extra, out var text) ? text : null;
    }

    /// <summary>All stored connections, in the order in which they were made.</summary>
    public async Task<IReadOnlyList<CatalogedConnection>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(cancellationToken)).Select(Decrypt)];

    /// <summary>Stores a new connection; false when the id is taken.</summary>
    public Task<bool> AddAsync(Connection connection, CancellationToken cancellationToken) => store.AddAsync(Encrypt(connection), cancellationToken);

    /// <summary>Stores a connection over an existing one; true when it is new.</summary>
    public Task<bool> SaveAsync(Connection connection, CancellationToken cancellationToken) => store.SaveAsync(Encrypt(connection), cancellationToken);

    /// <summary>Removes a stored connection; returns whether there was one.</summary>
    public Task<bool> DeleteAsync(string connectionId, CancellationToken cancellationToken) => store.DeleteAsync(connectionId, cancellationToken);

    /// <summary>Encrypts every encrypted password and extra anew with the first key; returns how many connections changed.</summary>
    public async Task<int> RotateAsync(CancellationToken cancellationToken)
    {
        var encrypted = (await store.ListAsync(cancellationToken)).Where(stored => stored.IsEncrypted || stored.IsExtraEncrypted).ToList();
        foreach (var stored in encrypted)
        {
            var connection = stored.Connection with
            {
                Password = stored is { IsEncrypted: true, Connection.Password: { } password } ? cipher.Rotate(password) : stored.Connection.Password,
                Extra = stored is { IsExtraEncrypted: true, Connection.Extra: { } extra } ? cipher.Rotate(extra) : stored.Connection.Extra,
            };
            await store.SaveAsync(stored with { Connection = connection }, cancellationToken);
        }

        return encrypted.Count;
    }

    /// <summary>The connection as it is stored.</summary>
    public StoredConnection Seal(Connection connection) => Encrypt(connection);

    private StoredConnection Encrypt(Connection connection)
    {
        if (!ConnectionFormat.IsValidId(connection.ConnId))
        {
            throw ConnectionFormat.Error($"'{connection.ConnId}' cannot be the id of a connection: up to 250 letters, digits and #!()-_.:/\\ are allowed.");
        }

        ConnectionExtra.Check(connection.Extra);
        var password = string.IsNullOrEmpty(connection.Password) ? null : connection.Password;
        var extra = string.IsNullOrEmpty(connection.Extra) ? null : connection.Extra;
        var sealedConnection = connection with
        {
            Password = password is null ? null : cipher.Encrypt(password),
            Extra = extra is null ? null : cipher.Encrypt(extra),
        };
        return new StoredConnection(sealedConnection, cipher.IsEncrypting && password is not null, cipher.IsEncrypting && extra is not null);
    }

    private CatalogedConnection Decrypt(StoredConnection stored)
    {
        var what = $"connection {stored.Connection.ConnId}";
        var connection = stored.Connection with
        {
            Password = stored is { IsEncrypted: true, Connection.Password: { } password } ? cipher.DecryptOf($"password of {what}", password) : stored.Connection.Password,
            Extra = stored is { IsExtraEncrypted: true, Connection.Extra: { } extra } ? cipher.DecryptOf($"extra of {what}", extra) : stored.Connection.Extra,
        };
        return new CatalogedConnection(connection) { Id = stored.Id, IsEncrypted = stored.IsEncrypted, IsExtraEncrypted = stored.IsExtraEncrypted };
    }
}
