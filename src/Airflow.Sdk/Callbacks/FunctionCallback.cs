namespace Airflow;

/// <summary>A callback from a C# function.</summary>
internal sealed class FunctionCallback(Func<CallbackContext, Task> function) : Callback
{
    protected internal override Task InvokeAsync(CallbackContext context) => function(context);
}
