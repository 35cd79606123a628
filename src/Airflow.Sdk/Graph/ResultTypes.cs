namespace Airflow;

/// <summary>Finds result types that can never be stored, when the DAG is parsed and not only when the task has run.</summary>
internal static class ResultTypes
{
    public static string? Problem(Type type)
    {
        if (type == typeof(ValueTask) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>)))
        {
            return $"its function returns a {TypeName.Of(type)}, which is not awaited; return a Task, or make the function async.";
        }

        if (typeof(Task).IsAssignableFrom(type))
        {
            return $"its function returns a {TypeName.Of(type)} within a Task; await the inner one.";
        }

        var element = type.IsArray ? type.GetElementType() ?? type : type;
        return typeof(Delegate).IsAssignableFrom(element) || typeof(Stream).IsAssignableFrom(element) || typeof(Type).IsAssignableFrom(element)
            || element == typeof(nint) || element == typeof(nuint) || element == typeof(CancellationToken) || element.IsPointer
            || typeof(TaskNode).IsAssignableFrom(element) || element == typeof(TaskContext)
            ? $"its result, a {TypeName.Of(type)}, has no JSON form and cannot be stored as an XCom; return data, or nothing."
            : null;
    }
}
