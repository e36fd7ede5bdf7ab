package dev.drover.application.planted;

import com.fasterxml.jackson.databind.JsonNode;

/** The application must not know a library of an adapter. */
public record UseCaseThatKnowsJackson(JsonNode body) {}
