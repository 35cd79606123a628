using System.Text.Json;
using Airflow.Hosting;

namespace Airflow;

/// <summary>Settings that all DAGs share; managed in the UI, by <c>airflow variables</c> or as <c>AIRFLOW_VAR_…</c>.</summary>
public sealed class Variables
{
    private readonly TaskContext _context;

    internal Variables(TaskContext context) => _context = context;

    private ITaskBackend Backend => _context.Backend;

    /// <summary>Reads a variable.</summary>
    /// <param name="key">Its name.</param>
    /// <returns>Its text.</returns>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public async Task<string> GetAsync(string key) => await Backend.GetVariableAsync(key, _context.CancellationToken)
        ?? throw new KeyNotFoundException($"There is no variable '{key}'. Set it: airflow variables set {key} VALUE, or AIRFLOW_VAR_{key.ToUpperInvariant()} in the environment.");

    /// <summary>Reads a variable, or gives something else if there is none.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="fallback">What is given if there is none.</param>
    /// <returns>Its text, or <paramref name="fallback"/>.</returns>
    public async Task<string?> GetAsync(string key, string? fallback) => await Backend.GetVariableAsync(key, _context.CancellationToken) ?? fallback;

    /// <summary>Reads a variable whose text is JSON.</summary>
    /// <typeparam name="T">Type as which it is read.</typeparam>
    /// <param name="key">Its name.</param>
    /// <returns>The value.</returns>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    /// <exception cref="InvalidOperationException">Its text is not the JSON form of a <typeparamref name="T"/>.</exception>
    public async Task<T?> GetJsonAsync<T>(string key)
    {
        var text = await GetAsync(key);
        try
        {
            return JsonSerializer.Deserialize<T>(text, XComJson.Options);
        }
        catch (JsonException exception)
        {
            throw new InvalidOperationException($"The variable '{key}' is no JSON of a {TypeName.Of(typeof(T))}: {exception.Message}", exception);
        }
    }

    /// <summary>Writes a variable.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="value">Its text.</param>
    /// <param name="description">What it is for; <see langword="null"/> says nothing.</param>
    /// <returns>When it is stored.</returns>
    public async Task SetAsync(string key, string value, string? description = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        await Backend.PutVariableAsync(key, value, description, _context.CancellationToken);
    }

    /// <summary>Writes a variable as JSON.</summary>
    /// <typeparam name="T">Type under which it is serialised.</typeparam>
    /// <param name="key">Its name.</param>
    /// <param name="value">The value.</param>
    /// <param name="description">What it is for; <see langword="null"/> says nothing.</param>
    /// <returns>When it is stored.</returns>
    public Task SetJsonAsync<T>(string key, T value, string? description = null) =>
        SetAsync(key, JsonSerializer.Serialize(value, XComJson.Options), description);

    /// <summary>Takes a variable away.</summary>
    /// <param name="key">Its name.</param>
    /// <returns>When it is gone; it need not have been there.</returns>
    public async Task DeleteAsync(string key) => await Backend.DeleteVariableAsync(key, _context.CancellationToken);

    /// <summary>Names of all variables that start with a text.</summary>
    /// <param name="prefix">How they start; <see langword="null"/> is all.</param>
    /// <returns>The names.</returns>
    public async Task<IReadOnlyList<string>> KeysAsync(string? prefix = null)
    {
        const int page = 1000;
        List<string> keys = [];
        while (true)
        {
            var found = await Backend.GetVariableKeysAsync(prefix, page, keys.Count, _context.CancellationToken);
            keys.AddRange(found.Keys);
            if (found.Keys.Count == 0 || keys.Count >= found.TotalEntries)
            {
                return keys;
            }
        }
    }
}
