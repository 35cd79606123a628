using System.Runtime.ExceptionServices;

namespace Airflow;

/// <summary>Several callbacks, called one after the other.</summary>
internal sealed class CallbackSequence(IReadOnlyList<Callback> parts) : Callback
{
    internal override IReadOnlyList<Callback> Parts => parts;

    protected internal override async Task InvokeAsync(CallbackContext context)
    {
        List<Exception> failures = [];
        foreach (var part in parts)
        {
            try
            {
                await part.InvokeAsync(context);
            }
#pragma warning disable CA1031 // one broken notifier must not keep the others from being called
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failures.Add(exception);
            }
        }

        if (failures.Count == 1)
        {
            ExceptionDispatchInfo.Throw(failures[0]);
        }

        if (failures.Count > 1)
        {
            throw new AggregateException("Several callbacks failed.", failures);
        }
    }
}
