namespace Airflow;

/// <summary>What is done when a task or a run changes its state. Derive from it to write a notifier; join several with <c>+</c>.</summary>
#pragma warning disable S4050 // callbacks are joined, never compared
public abstract class Callback
{
    /// <summary>Does it.</summary>
    /// <param name="context">What happened, and to what; carries the cancellation token.</param>
    /// <returns>When it is done. An exception is logged and changes no state.</returns>
    protected internal abstract Task InvokeAsync(CallbackContext context);

    /// <summary>A callback from a C# function.</summary>
    /// <param name="function">What is done.</param>
    /// <returns>The callback.</returns>
    public static Callback From(Action<CallbackContext> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new FunctionCallback(context =>
        {
            function(context);
            return Task.CompletedTask;
        });
    }

    /// <summary>A callback from an asynchronous C# function.</summary>
    /// <param name="function">What is done.</param>
    /// <returns>The callback.</returns>
    public static Callback From(Func<CallbackContext, Task> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new FunctionCallback(function);
    }

    /// <summary>Both, one after the other; the second is called even if the first throws.</summary>
    /// <param name="first">Called first.</param>
    /// <param name="second">Called second.</param>
    /// <returns>The joined callback.</returns>
    public static Callback operator +(Callback first, Callback second) => Add(first, second);

    /// <summary>Both, one after the other; the second is called even if the first throws.</summary>
    /// <param name="first">Called first.</param>
    /// <param name="second">Called second.</param>
    /// <returns>The joined callback.</returns>
    public static Callback Add(Callback first, Callback second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return new CallbackSequence([.. first.Parts, .. second.Parts]);
    }

    /// <summary>The single callbacks of which this one is made.</summary>
    internal virtual IReadOnlyList<Callback> Parts => [this];
}
