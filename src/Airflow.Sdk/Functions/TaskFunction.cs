namespace Airflow;

/// <summary>The C# function of a task, brought into one form: it takes the context and its inputs, and gives its result.</summary>
/// <param name="Inputs">Results of other tasks that it takes.</param>
/// <param name="Types">Types of these, in the same order.</param>
/// <param name="Body">The function.</param>
internal sealed record TaskFunction(
    IReadOnlyList<ITaskOutput> Inputs,
    IReadOnlyList<Type> Types,
    Func<TaskContext, object?[], ValueTask<object?>> Body)
{
    /// <summary>What the task is mapped over, whose elements are its first arguments.</summary>
    public MappedArguments? Mapped { get; init; }

    public async ValueTask<object?> CallAsync(TaskContext context)
    {
        var mapped = Mapped is null ? [] : Mapped.Bind(await Mapped.Input.ResolveAsync(context), context.TaskId);
        var arguments = new object?[mapped.Length + Inputs.Count];
        mapped.CopyTo(arguments, 0);
        for (var i = 0; i < Inputs.Count; i++)
        {
            arguments[mapped.Length + i] = await TaskInputs.ReadAsync(context, Inputs[i], Types[i]);
        }

        return await Body(context, arguments);
    }
}
