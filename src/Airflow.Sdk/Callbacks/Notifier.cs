using Airflow.Hosting;

namespace Airflow;

/// <summary>
/// A callback that tells somebody: its properties with <see cref="TemplateFieldAttribute"/> are rendered before it is called, with Airflow's
/// variables and, beside them, <c>reason</c> and <c>exception</c>. Derive from it and override <see cref="NotifyAsync"/>.
/// </summary>
public abstract class Notifier : Callback
{
    /// <summary>Tells. Template fields have been rendered.</summary>
    /// <param name="context">What happened, and to what; carries the cancellation token.</param>
    /// <returns>When it is told. An exception is logged and changes no state.</returns>
    protected abstract Task NotifyAsync(CallbackContext context);

    /// <summary>Renders the template fields of a copy and has it tell, so that the next event finds the templates as they were written.</summary>
    /// <param name="context">What happened, and to what.</param>
    /// <returns>When it is told.</returns>
    protected internal sealed override async Task InvokeAsync(CallbackContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var copy = (Notifier)MemberwiseClone();
        if (TemplateField.Of(GetType()).Count > 0)
        {
            await TemplateRendering.RenderAsync(copy, context.Host);
        }

        await copy.NotifyAsync(context);
    }
}
