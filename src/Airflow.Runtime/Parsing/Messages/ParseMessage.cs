namespace Airflow.Runtime.Parsing;

/// <summary>One message between the dag processor and a parse child; the one property that is set tells what it is.</summary>
internal sealed record ParseMessage
{
    public ParseRequest? Request { get; init; }

    /// <summary>To the child: get the compiler ready, a file will come.</summary>
    public bool WarmUp { get; init; }

    /// <summary>From the child: the file is compiled, its own code begins to run.</summary>
    public bool Running { get; init; }

    /// <summary>From the child: what the file's code wrote to the console.</summary>
    public string? Output { get; init; }

    public ParseAnswer? Answer { get; init; }
}
