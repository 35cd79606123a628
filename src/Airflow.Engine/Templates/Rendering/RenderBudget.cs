using System.Numerics;

namespace Airflow.Engine.Templates;

/// <summary>Counts what a rendering uses up and ends it at its limits.</summary>
internal sealed class RenderBudget(TemplateLimits limits, TimeProvider time, CancellationToken cancellationToken)
{
    private const int CheckEvery = 1024;
    private const long MaxItems = 10_000_000;
    private const int MaxIntegerBits = 1 << 20;

    private readonly long _start = time.GetTimestamp();
    private long _steps;
    private long _chars;
    private long _nextCheck = CheckEvery;
    private int _depth;

    public TimeProvider Time => time;

    public void Step(long count = 1)
    {
        _steps += count;
        if (_steps >= _nextCheck)
        {
            Check();
        }
    }

    /// <summary>Counts work on a value by its size, so that work on large ones is noticed in time.</summary>
    public void Work(object? subject) => Step(1 + (subject switch
    {
        string text => text.Length / 256,
        PyList list => list.Items.Count / 16,
        PyTuple tuple => tuple.Items.Length / 16,
        PyDict dict => dict.Count / 16,
        _ => 0,
    }));

    /// <summary>Counts a result that was made.</summary>
    public object? Made(object? result)
    {
        if (result is string text)
        {
            Chars(text.Length);
        }

        return result;
    }

    /// <summary>Counts the items of a sequence that is about to be made.</summary>
    public void Items(long count)
    {
        CheckSize(count);
        Step(count);
    }

    public static void CheckSize(long count)
    {
        if (count > MaxItems)
        {
            throw Exceeded($"it makes a sequence of more than {MaxItems} items");
        }
    }

    public void Chars(long count)
    {
        _chars += count;
        if (_chars > limits.MaxOutputChars)
        {
            throw Exceeded($"it makes more than {limits.MaxOutputChars} characters of text");
        }
    }

    /// <summary>Refuses a number so large that computing with it would take long.</summary>
    public static void Integer(BigInteger bits)
    {
        if (bits > MaxIntegerBits)
        {
            throw Exceeded($"it makes a number of more than {MaxIntegerBits} bits");
        }
    }

    public void Enter()
    {
        if (++_depth > limits.MaxDepth)
        {
            throw new TemplateException(TemplateErrorKind.RecursionError, $"more than {limits.MaxDepth} macros, includes or blocks inside each other");
        }
    }

    public void Leave() => _depth--;

    private void Check()
    {
        cancellationToken.ThrowIfCancellationRequested();
        _nextCheck = _steps + CheckEvery;
        if (_steps > limits.MaxSteps)
        {
            throw Exceeded($"it takes more than {limits.MaxSteps} steps");
        }

        if (time.GetElapsedTime(_start) > limits.MaxDuration)
        {
            throw Exceeded($"it takes longer than {limits.MaxDuration}");
        }
    }

    private static TemplateException Exceeded(string what) =>
        new(TemplateErrorKind.ResourceLimit, $"the template was stopped because {what}");
}
