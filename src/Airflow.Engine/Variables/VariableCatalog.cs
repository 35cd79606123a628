using Airflow.Engine.Secrets;

namespace Airflow.Engine.Variables;

/// <summary>Variables wherever they are kept: secrets backend, environment, then the database, decrypted.</summary>
public sealed class VariableCatalog(IVariableStore store, ISecretCipher cipher, SecretSources sources)
{
    /// <summary>The longest key.</summary>
    public const int MaxKeyLength = 250;

    /// <summary>The value, or null when nobody knows the key.</summary>
    public async Task<string?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if ((sources.Backend?.FindVariable(key) ?? EnvironmentVariables.Find(sources.Environment, key)) is { } value)
        {
            return value;
        }

        return await store.FindAsync(key, cancellationToken) is { } stored ? Decrypt(stored).Value : null;
    }

    /// <summary>All stored variables, in the order in which they were made.</summary>
    public async Task<IReadOnlyList<Variable>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(cancellationToken)).Select(Decrypt)];

    /// <summary>The keys of all stored variables in alphabetical order; nothing is decrypted.</summary>
    public async Task<IReadOnlyList<string>> ListKeysAsync(CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(cancellationToken)).Select(variable => variable.Key).Order(StringComparer.Ordinal)];

    /// <summary>The row of a stored variable, or null; other places that know variables are not asked.</summary>
    public Task<StoredVariable?> FindStoredAsync(string key, CancellationToken cancellationToken) => store.FindAsync(key, cancellationToken);

    /// <summary>The value of a row; null when no key decrypts it.</summary>
    public string? Open(StoredVariable stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var value = stored.Value ?? "";
        return !stored.IsEncrypted || value.Length == 0 ? value : cipher.IsEncrypting && cipher.TryDecrypt(value, out var text) ? text : null;
    }

    /// <summary>Stores a variable; returns true when it is new.</summary>
    public Task<bool> SaveAsync(Variable variable, CancellationToken cancellationToken)
    {
        if (variable.Key.Length is 0 or > MaxKeyLength)
        {
            throw new AirflowException("variable_invalid", $"The key of a variable must have 1 to {MaxKeyLength} letters; '{variable.Key}' has {variable.Key.Length}.");
        }

        var stored = new StoredVariable(variable.Key, cipher.Encrypt(variable.Value), variable.Description, cipher.IsEncrypting);
        return store.SaveAsync(stored, cancellationToken);
    }

    /// <summary>Removes a stored variable; returns whether there was one.</summary>
    public Task<bool> DeleteAsync(string key, CancellationToken cancellationToken) => store.DeleteAsync(key, cancellationToken);

    /// <summary>Encrypts every encrypted variable anew with the first key; returns how many.</summary>
    public async Task<int> RotateAsync(CancellationToken cancellationToken)
    {
        var encrypted = (await store.ListAsync(cancellationToken)).Where(variable => variable is { IsEncrypted: true, Value: not null }).ToList();
        foreach (var variable in encrypted)
        {
            await store.SaveAsync(variable with { Value = cipher.Rotate(variable.Value!) }, cancellationToken);
        }

        return encrypted.Count;
    }

    private Variable Decrypt(StoredVariable stored)
    {
        var value = stored.Value ?? "";
        return stored.IsEncrypted && value.Length > 0
            ? new Variable(stored.Key, cipher.DecryptOf($"variable {stored.Key}", value), stored.Description)
            : new Variable(stored.Key, value, stored.Description);
    }
}
