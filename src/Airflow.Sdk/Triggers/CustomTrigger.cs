using System.Text.Json;

namespace Airflow;

/// <summary>
/// A trigger with code of its own. It is a record: its public properties are its arguments, which are stored when a task is deferred and given to the
/// same type again in a triggerer, in a process beside many other triggers.
/// </summary>
public abstract record CustomTrigger : Trigger
{
    /// <summary>What stands before the type's name where triggers are stored: no class of Python has it.</summary>
    internal const string Prefix = "csharp:";

    /// <inheritdoc/>
    internal sealed override string Classpath => $"{Prefix}{GetType().FullName}, {GetType().Assembly.GetName().Name}";

    /// <inheritdoc/>
    internal sealed override IReadOnlyDictionary<string, JsonElement> Arguments => Stored();

    /// <summary>Waits for what it is about. It must not block a thread: hundreds share a process.</summary>
    /// <param name="context">What it is waited for by, its log and its end: it is cancelled when nobody waits any more.</param>
    /// <returns>What the task is told as <see cref="TaskContext.Event"/>. An exception fails the try with its message.</returns>
    public abstract Task<object?> RunAsync(TriggerContext context);

    /// <summary>The trigger that was stored.</summary>
    /// <exception cref="InvalidOperationException">The arguments are not those of the type.</exception>
    internal static CustomTrigger Restore(Type type, JsonElement arguments)
    {
        try
        {
            return arguments.Deserialize(type, XComJson.Options) as CustomTrigger ?? throw new InvalidOperationException($"{type.Name} is no trigger: it does not derive from {nameof(CustomTrigger)}.");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new InvalidOperationException($"The trigger {type.Name} cannot be made from its stored arguments {arguments.GetRawText()}: {exception.Message}", exception);
        }
    }

    /// <summary>What cannot be read again is found out while the task still runs, and not by a triggerer that nobody looks at.</summary>
    private Dictionary<string, JsonElement> Stored()
    {
        JsonElement stored;
        try
        {
            stored = JsonSerializer.SerializeToElement(this, GetType(), XComJson.Options);
        }
#pragma warning disable CA1031 // a property of the author's may throw anything
        catch (Exception exception)
#pragma warning restore CA1031
        {
            throw new InvalidOperationException($"The arguments of the trigger {GetType().Name} cannot be stored as JSON: {exception.Message}", exception);
        }

        Restore(GetType(), stored);
        return stored.EnumerateObject().ToDictionary(static field => field.Name, static field => field.Value, StringComparer.Ordinal);
    }
}
