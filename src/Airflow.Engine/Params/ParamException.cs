namespace Airflow.Engine.Params;

/// <summary>Values of params that are not valid, all of them; or a schema that is not.</summary>
public sealed class ParamException : AirflowException
{
    /// <summary>A value does not satisfy its schema, or is missing.</summary>
    public const string InvalidValue = "param_invalid";
    /// <summary>The schema itself is wrong.</summary>
    public const string InvalidSchema = "param_schema_invalid";

    public ParamException(string code, IReadOnlyList<string> problems)
        : base(code, string.Join(" ", problems)) => Problems = problems;

    public IReadOnlyList<string> Problems { get; }
}
