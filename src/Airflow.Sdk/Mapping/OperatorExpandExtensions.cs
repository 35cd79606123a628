using System.Linq.Expressions;

namespace Airflow;

/// <summary>Maps operators over sequences.</summary>
public static class OperatorExpandExtensions
{
    /// <summary>Runs the operator once for every element that another task leaves.</summary>
    /// <typeparam name="TOperator">Type of the operator.</typeparam>
    /// <typeparam name="TArgument">Type of the argument.</typeparam>
    /// <typeparam name="T">Type of an element.</typeparam>
    /// <param name="task">The operator, with the arguments that are the same for all instances.</param>
    /// <param name="argument">The argument that gets the elements: <c>o => o.BashCommand</c>.</param>
    /// <param name="values">The task whose result is the sequence.</param>
    /// <returns>The mapped task; add it to the DAG.</returns>
    public static MappedOperator<TOperator> Expand<TOperator, TArgument, T>(
        this TOperator task, Expression<Func<TOperator, TArgument>> argument, ITaskOutput<IEnumerable<T>> values)
        where TOperator : Operator => new(task, ExpandInput.Over(Argument(argument, new XComSource(values))));

    /// <summary>Runs the operator once for every element of a list.</summary>
    /// <typeparam name="TOperator">Type of the operator.</typeparam>
    /// <typeparam name="TArgument">Type of the argument.</typeparam>
    /// <typeparam name="T">Type of an element; it must have a JSON form.</typeparam>
    /// <param name="task">The operator, with the arguments that are the same for all instances.</param>
    /// <param name="argument">The argument that gets the elements: <c>o => o.BashCommand</c>.</param>
    /// <param name="values">The list.</param>
    /// <returns>The mapped task; add it to the DAG.</returns>
    public static MappedOperator<TOperator> Expand<TOperator, TArgument, T>(
        this TOperator task, Expression<Func<TOperator, TArgument>> argument, IEnumerable<T> values)
        where TOperator : Operator => new(task, ExpandInput.Over(Argument(argument, LiteralSource.Of(values))));

    /// <summary>Maps over one more argument: every combination is an instance, and this argument changes fastest.</summary>
    /// <typeparam name="TOperator">Type of the operator.</typeparam>
    /// <typeparam name="TArgument">Type of the argument.</typeparam>
    /// <typeparam name="T">Type of an element.</typeparam>
    /// <param name="task">The mapped task, not yet added to the DAG.</param>
    /// <param name="argument">The argument that gets the elements.</param>
    /// <param name="values">The task whose result is the sequence.</param>
    /// <returns><paramref name="task"/>.</returns>
    public static MappedOperator<TOperator> Expand<TOperator, TArgument, T>(
        this MappedOperator<TOperator> task, Expression<Func<TOperator, TArgument>> argument, ITaskOutput<IEnumerable<T>> values)
        where TOperator : Operator => NotAdded(task).AlsoOver(Argument(argument, new XComSource(values)));

    /// <summary>Maps over one more argument: every combination is an instance, and this argument changes fastest.</summary>
    /// <typeparam name="TOperator">Type of the operator.</typeparam>
    /// <typeparam name="TArgument">Type of the argument.</typeparam>
    /// <typeparam name="T">Type of an element; it must have a JSON form.</typeparam>
    /// <param name="task">The mapped task, not yet added to the DAG.</param>
    /// <param name="argument">The argument that gets the elements.</param>
    /// <param name="values">The list.</param>
    /// <returns><paramref name="task"/>.</returns>
    public static MappedOperator<TOperator> Expand<TOperator, TArgument, T>(
        this MappedOperator<TOperator> task, Expression<Func<TOperator, TArgument>> argument, IEnumerable<T> values)
        where TOperator : Operator => NotAdded(task).AlsoOver(Argument(argument, LiteralSource.Of(values)));

    /// <summary>Runs the operator once for every object of a sequence; each object holds the arguments of its instance under Airflow's names.</summary>
    /// <typeparam name="TOperator">Type of the operator.</typeparam>
    /// <typeparam name="TValue">Type of the arguments' values.</typeparam>
    /// <param name="task">The operator, with the arguments that are the same for all instances.</param>
    /// <param name="values">The task whose result is the sequence.</param>
    /// <returns>The mapped task; add it to the DAG.</returns>
    public static MappedOperator<TOperator> ExpandKwargs<TOperator, TValue>(
        this TOperator task, ITaskOutput<IEnumerable<IReadOnlyDictionary<string, TValue>>> values)
        where TOperator : Operator => new(task, new ExpandInput(ExpandKind.ListOfDicts, [new ExpandArgument("kwargs", new XComSource(values))]));

    private static ExpandArgument Argument<TOperator, TArgument>(Expression<Func<TOperator, TArgument>> argument, ExpandSource source)
    {
        ArgumentNullException.ThrowIfNull(argument);
        var body = argument.Body is UnaryExpression { NodeType: ExpressionType.Convert } conversion ? conversion.Operand : argument.Body;
        return body is MemberExpression { Member: System.Reflection.PropertyInfo property, Expression: ParameterExpression }
            ? new ExpandArgument(AirflowName.Snake(property.Name), source)
            : throw new ArgumentException($"Name an argument of the operator, as in o => o.BashCommand, not {argument.Body}.", nameof(argument));
    }

    private static MappedOperator<TOperator> NotAdded<TOperator>(MappedOperator<TOperator> task)
        where TOperator : Operator => task is { IsAdded: false }
            ? task
            : throw new InvalidOperationException($"Map task '{task.Id}' over all its arguments before it is added to a DAG.");
}
